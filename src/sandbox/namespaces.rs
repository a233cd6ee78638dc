//! Namespaces: processes, network, mounts, shared memory and names of its own.

use std::fs;

use rustix::io::Errno;
use rustix::mount::{MountFlags, MountPropagationFlags, UnmountFlags};
use rustix::process::{DumpableBehavior, getegid, geteuid, getpid, set_dumpable_behavior};
use rustix::thread::{UnshareFlags, set_thread_groups, set_thread_res_gid, set_thread_res_uid};

use super::sys;

const APART: UnshareFlags = UnshareFlags::NEWPID
    .union(UnshareFlags::NEWNET)
    .union(UnshareFlags::NEWIPC)
    .union(UnshareFlags::NEWUTS)
    .union(UnshareFlags::NEWNS);

/// Users from here on are nobody: root becomes one of them in each process.
pub const FIRST_USER: u32 = 0x7000_0000;

/// Who the process is in its namespaces.
pub struct User {
    /// Still root: to be given up when the mounts are done.
    pub to_drop: bool,
}

/// Leaves the namespaces of the judge, without root where the system permits it. A worker (`give_up`) of
/// root's becomes somebody without files, whose threads are counted; a compiler must write to its box.
pub fn unshare(give_up: bool, nobody: u32) -> Result<User, String> {
    let root = geteuid().is_root();
    if root && give_up {
        if sys::unshare(APART).is_ok() {
            return Ok(User { to_drop: true });
        }
        // Where that is refused, it may still get namespaces.
        let _ = drop_user(nobody);
    }
    let (user, group) = (geteuid().as_raw(), getegid().as_raw());
    match sys::unshare(APART | UnshareFlags::NEWUSER) {
        Ok(()) => {
            // A group can be mapped only by who cannot change groups any more.
            let mapped = fs::write("/proc/self/setgroups", "deny")
                .and_then(|()| fs::write("/proc/self/uid_map", format!("{user} {user} 1")))
                .and_then(|()| fs::write("/proc/self/gid_map", format!("{group} {group} 1")));
            mapped.map_err(|error| format!("the user namespace cannot be given its user: {error}"))?;
            Ok(User { to_drop: false })
        }
        // A compiler of root's can do without a user namespace.
        Err(_) if root && !give_up && sys::unshare(APART).is_ok() => Ok(User { to_drop: false }),
        Err(error) => Err(why(error)),
    }
}

/// Why there are no user namespaces, and who can change it.
fn why(error: Errno) -> String {
    let setting = |name: &str| fs::read_to_string(format!("/proc/sys/{name}")).unwrap_or_default();
    if setting("user/max_user_namespaces").trim() == "0" {
        return "user namespaces are switched off: sysctl user.max_user_namespaces is 0".to_owned();
    }
    if setting("kernel/apparmor_restrict_unprivileged_userns").trim() == "1" {
        return "AppArmor refuses user namespaces: sysctl kernel.apparmor_restrict_unprivileged_userns is 1"
            .to_owned();
    }
    if setting("kernel/unprivileged_userns_clone").trim() == "0" {
        return "user namespaces are for root alone: sysctl kernel.unprivileged_userns_clone is 0".to_owned();
    }
    format!("user namespaces are refused, perhaps by the container around: {error}")
}

/// A user that nobody is, another one for each process, so that threads are counted apart. To be asked
/// outside, where numbers of processes differ.
pub fn nobody() -> u32 {
    FIRST_USER | getpid().as_raw_nonzero().get().unsigned_abs()
}

/// Root becomes a user that nobody is.
pub fn drop_user(nobody: u32) -> Result<(), String> {
    const NOBODY: u32 = 65534;
    let become_user = |id: u32| -> Result<(), Errno> {
        let (user, group) = (rustix::fs::Uid::from_raw(id), rustix::fs::Gid::from_raw(id));
        set_thread_groups(&[])?;
        set_thread_res_gid(group, group, group)?;
        set_thread_res_uid(user, user, user)
    };
    become_user(nobody)
        .or_else(|_| become_user(NOBODY))
        .map_err(|error| format!("root cannot be given up: {error}"))?;
    // Else the files that map users would be root's.
    set_dumpable_behavior(DumpableBehavior::Dumpable).map_err(|error| format!("prctl: {error}"))
}

/// Makes an empty file system, which cannot be written, the root.
pub fn empty_root() -> Result<(), String> {
    let steps = || -> Result<(), Errno> {
        use rustix::mount::{mount, mount_change, mount_remount, unmount};
        mount_change("/", MountPropagationFlags::PRIVATE | MountPropagationFlags::REC)?;
        let flags = MountFlags::NOSUID | MountFlags::NODEV;
        // Any folder serves: what was there is seen by nobody in this namespace.
        mount("empty", "/proc", "tmpfs", flags, Some(c"size=4k,mode=555"))?;
        rustix::process::chdir("/proc")?;
        rustix::process::pivot_root(".", ".")?;
        unmount(".", UnmountFlags::DETACH)?;
        rustix::process::chdir("/")?;
        mount_remount("/", flags | MountFlags::RDONLY, c"")
    };
    steps().map_err(|error| format!("the root cannot be exchanged: {error}"))
}
