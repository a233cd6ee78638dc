//! seccomp: which system calls are let through.

use std::collections::BTreeMap;
use std::os::fd::RawFd;

use rustix::process::getpid;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    apply_filter,
};

use super::Calls;

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Lets through what the program needs; `program` is the descriptor that it is executed by.
pub fn restrict(calls: Calls, program: Option<RawFd>) -> Result<(), String> {
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let absent = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    let pass = SeccompAction::Allow;
    let steps = || -> Result<(), seccompiler::Error> {
        // Compiled before the first is in force, which may refuse what compiling them needs.
        let filters = match calls {
            Calls::Compiler => vec![filter(plain(FORBIDDEN), pass.clone(), refused)?],
            // The newer way to start a thread hides what it starts; libraries fall back to the older one
            // where it does not exist. The strictest filter counts, so that the other one lets it through.
            Calls::Static | Calls::Dynamic => vec![
                filter(plain(&[libc::SYS_clone3]), pass.clone(), absent)?,
                filter(worker(calls, program)?, refused, pass)?,
            ],
        };
        filters.iter().try_for_each(|filter| apply_filter(filter))
    };
    steps().map_err(|error| error.to_string())
}

fn filter(
    rules: Rules,
    otherwise: SeccompAction,
    action: SeccompAction,
) -> Result<BpfProgram, seccompiler::Error> {
    let arch = std::env::consts::ARCH.try_into()?;
    Ok(SeccompFilter::new(rules, otherwise, action, arch)?.try_into()?)
}

fn plain(calls: &[i64]) -> Rules {
    calls.iter().map(|call| (*call, vec![])).collect()
}

/// What the standard library and ndarray need to compute, to start threads, and to answer the judge.
fn worker(calls: Calls, program: Option<RawFd>) -> Result<Rules, seccompiler::Error> {
    let mut rules = plain(COMPUTING);
    if calls == Calls::Dynamic {
        rules.extend(plain(LOADING));
    }
    let mut only = |call: i64, conditions: Vec<SeccompCondition>| -> Result<(), seccompiler::Error> {
        rules.entry(call).or_default().push(SeccompRule::new(conditions)?);
        Ok(())
    };
    use SeccompCmpArgLen::{Dword, Qword};
    use SeccompCmpOp::{Eq, MaskedEq};
    let when = SeccompCondition::new;
    // Threads, but no processes and no namespaces.
    let thread = (libc::CLONE_THREAD | libc::CLONE_VM | libc::CLONE_SIGHAND) as u64;
    let namespaces =
        (libc::CLONE_NEWUSER | libc::CLONE_NEWNS | libc::CLONE_NEWPID | libc::CLONE_NEWNET) as u64;
    only(libc::SYS_clone, vec![when(0, Qword, MaskedEq(thread | namespaces), thread)?])?;
    // A signal to itself: that is how a program aborts.
    let own = u64::from(getpid().as_raw_nonzero().get().unsigned_abs());
    only(libc::SYS_tgkill, vec![when(0, Dword, Eq, own)?])?;
    // On the socket that it has; one without an address cannot be sent elsewhere.
    only(libc::SYS_sendto, vec![when(4, Qword, Eq, 0)?])?;
    // Limits are read, not set.
    only(libc::SYS_prlimit64, vec![when(2, Qword, Eq, 0)?])?;
    only(libc::SYS_prctl, vec![when(0, Dword, Eq, libc::PR_SET_NAME as u64)?])?;
    #[cfg(target_arch = "x86_64")]
    {
        const ARCH_SET_FS: u64 = 0x1002;
        only(libc::SYS_arch_prctl, vec![when(0, Dword, Eq, ARCH_SET_FS)?])?;
    }
    // Once, to become the program: its descriptor is closed by that, and no other can be opened.
    if let Some(program) = program {
        let descriptor = u64::from(program.unsigned_abs());
        let itself = when(4, Dword, Eq, libc::AT_EMPTY_PATH as u64)?;
        only(libc::SYS_execveat, vec![when(0, Dword, Eq, descriptor)?, itself])?;
    }
    Ok(rules)
}

const COMPUTING: &[i64] = &[
    // Memory.
    libc::SYS_brk,
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_mprotect,
    libc::SYS_madvise,
    // The streams it has.
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_readv,
    libc::SYS_writev,
    libc::SYS_recvfrom,
    libc::SYS_close,
    libc::SYS_dup,
    libc::SYS_fcntl,
    libc::SYS_fstat,
    libc::SYS_ppoll,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    // Threads, and waiting for them.
    libc::SYS_clone3,
    libc::SYS_futex,
    libc::SYS_set_robust_list,
    libc::SYS_set_tid_address,
    libc::SYS_rseq,
    libc::SYS_gettid,
    libc::SYS_getpid,
    libc::SYS_getppid,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_restart_syscall,
    // Signals within, such as a stack overflow.
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    // Time and chance.
    libc::SYS_nanosleep,
    libc::SYS_clock_nanosleep,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_gettimeofday,
    libc::SYS_getrandom,
];

/// Opening libraries; Landlock decides which.
const LOADING: &[i64] = &[
    libc::SYS_openat,
    libc::SYS_newfstatat,
    libc::SYS_pread64,
    libc::SYS_faccessat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_access,
];

/// What neither a compiler nor a linker does.
const FORBIDDEN: &[i64] = &[
    // The network, and other machines.
    libc::SYS_socket,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    // Other processes.
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_kcmp,
    // The system itself.
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsmount,
    libc::SYS_mount_setattr,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_setns,
    libc::SYS_unshare,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_userfaultfd,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_fanotify_init,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_syslog,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_adjtimex,
    libc::SYS_personality,
];
