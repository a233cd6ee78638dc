use super::{Home, Kit};

/// What katas are judged with: the kit, a place for boxes, and whose code it is.
#[derive(Clone, Debug)]
pub struct Workbench {
    home: Home,
    kit: Kit,
}

impl Workbench {
    /// For a learner's own code. `building` is called where the kit must be built first, which takes its
    /// time.
    pub fn own(building: impl FnOnce()) -> Result<Workbench, String> {
        let home = Home::find(&Kit::id())?;
        home.sweep();
        let kit = match Kit::ready(&home) {
            Some(kit) => kit,
            None => {
                building();
                Kit::build(&home, |_| true)?
            }
        };
        Ok(Workbench { home, kit })
    }

    /// For code of others.
    pub fn untrusted(building: impl FnOnce()) -> Result<Workbench, String> {
        let bench = Workbench::own(building)?;
        if bench.kit.fits_compiler() { Ok(bench) } else { bench.rebuilt() }
    }

    /// With a new kit: the compiler was updated in place since this one was made.
    pub fn rebuilt(&self) -> Result<Workbench, String> {
        let old = self.kit.clone();
        let kit = Kit::build(&self.home, |kit| *kit != old && kit.fits_compiler())?;
        Ok(Workbench { home: self.home.clone(), kit })
    }

    /// What verdicts depend on besides the code and the settings.
    pub fn identity(&self) -> String {
        format!("{}\n{}", Kit::id(), self.kit.compiler)
    }

    pub(super) fn home(&self) -> &Home {
        &self.home
    }

    pub(super) fn kit(&self) -> &Kit {
        &self.kit
    }
}
