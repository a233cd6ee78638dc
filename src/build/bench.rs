use super::{Home, Kit};
use crate::sandbox::{Jail, Protections};

/// What katas are judged with: the kit, a place for boxes, and whose code it is.
#[derive(Clone, Debug)]
pub struct Workbench {
    home: Home,
    kit: Kit,
    /// None for a learner's own code.
    jail: Option<Jail>,
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
        Ok(Workbench { home, kit, jail: None })
    }

    /// For code of others, which is locked away as far as this machine can.
    pub fn untrusted(building: impl FnOnce()) -> Result<Workbench, String> {
        let bench = Workbench::own(building)?;
        let bench = if bench.kit.fits_compiler() { bench } else { bench.rebuilt()? };
        let mut jail = Jail::of_this_machine();
        if !bench.kit.links_statically {
            jail.cannot_empty_root("the C library for static programs (libc.a) is not installed");
        }
        Ok(Workbench { jail: Some(jail), ..bench })
    }

    /// With a new kit: the compiler was updated in place since this one was made.
    pub fn rebuilt(&self) -> Result<Workbench, String> {
        let old = &self.kit;
        let kit = Kit::build(&self.home, |kit| kit != old && kit.fits_compiler())?;
        Ok(Workbench { kit, ..self.clone() })
    }

    /// What stands between the code and this machine.
    pub fn protections(&self) -> Protections {
        let own = || Protections::none("it is not used for one's own code");
        self.jail.as_ref().map_or_else(own, |jail| jail.protections().clone())
    }

    /// What verdicts depend on besides the code and the settings.
    pub fn identity(&self) -> String {
        format!("{}\n{}", Kit::id(), self.kit.compiler)
    }

    pub(crate) fn jail(&self) -> Option<&Jail> {
        self.jail.as_ref()
    }

    pub(super) fn home(&self) -> &Home {
        &self.home
    }

    pub(super) fn kit(&self) -> &Kit {
        &self.kit
    }
}
