//! Landlock: which files can be opened, and whom sockets and signals reach.

use std::os::fd::{AsFd, OwnedFd};

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, LandlockStatus, PathBeneath,
    PathFd, RestrictionStatus, Ruleset, RulesetAttr, RulesetCreatedAttr, Scope,
};

use super::{Access, Plan, Protection};

/// The newest version whose rights are all refused; an older system refuses what it knows.
const NEWEST: ABI = ABI::V6;

/// Gives up all rights but the planned ones; says what came of each part.
pub fn restrict(plan: &Plan, program: Option<&OwnedFd>) -> Vec<(Protection, Result<(), String>)> {
    let effective = match apply(plan, program) {
        Ok(status) => match status.landlock {
            LandlockStatus::Available { effective_abi, .. } => Ok(effective_abi),
            LandlockStatus::NotEnabled => Err("Landlock is switched off in this system".to_owned()),
            LandlockStatus::NotImplemented => {
                Err("this system has no Landlock: it needs Linux 5.13".to_owned())
            }
        },
        Err(error) => Err(error),
    };
    let since = |abi: ABI, linux: &str| match &effective {
        Ok(effective) if *effective >= abi => Ok(()),
        Ok(_) => Err(format!("this system's Landlock is too old: it needs Linux {linux}")),
        Err(reason) => Err(reason.clone()),
    };
    vec![
        (Protection::Files, since(ABI::V1, "5.13")),
        (Protection::Network, since(ABI::V4, "6.7")),
        (Protection::Scopes, since(ABI::V6, "6.12")),
    ]
}

fn apply(plan: &Plan, program: Option<&OwnedFd>) -> Result<RestrictionStatus, String> {
    let wrong = |error: landlock::RulesetError| error.to_string();
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(NEWEST)))
        .and_then(|rules| rules.scope(Scope::from_all(NEWEST)))
        .and_then(Ruleset::create)
        .map_err(wrong)?;
    if let Some(program) = program {
        let run = PathBeneath::new(program.as_fd(), AccessFs::Execute | AccessFs::ReadFile);
        rules = rules.add_rule(run).map_err(wrong)?;
    }
    for (path, access) in &plan.files {
        // What is not there need not be opened.
        let Ok(folder) = PathFd::new(path) else { continue };
        rules = rules.add_rule(PathBeneath::new(folder, rights(*access))).map_err(wrong)?;
    }
    rules.restrict_self().map_err(wrong)
}

fn rights(access: Access) -> BitFlags<AccessFs> {
    match access {
        Access::Read => AccessFs::ReadFile | AccessFs::ReadDir,
        Access::Run => AccessFs::ReadFile | AccessFs::ReadDir | AccessFs::Execute,
        Access::Write => AccessFs::from_all(NEWEST) & !AccessFs::Execute,
    }
}
