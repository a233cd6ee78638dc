//! What a worker can do.

use std::time::{Duration, Instant};

use shousi::judge::{Settings, Verdict};
use shousi::sandbox::Protection;

use super::{BENCH, attacked, ending, fails, judge, settings, softmax};

crate::tests![
    an_honest_kata_passes,
    honest_threads_pass,
    no_file_is_read,
    no_file_is_seen,
    no_file_is_written,
    no_process_information,
    no_environment_and_no_arguments,
    no_socket,
    no_program,
    no_process,
    no_signal_to_others,
    no_second_life_by_exec,
    no_new_rights,
    threads_are_limited,
    memory_around_the_allocator_is_limited,
    descriptors_are_limited,
    an_abort_is_seen_as_one,
    a_crash_is_seen_as_one,
    an_exit_is_no_answer,
    a_stack_overflow_is_named,
    memory_that_runs_out_is_named,
    a_loop_times_out,
    a_flood_of_output_ends_it,
    code_before_main_is_behind_the_walls,
];

/// The C library's functions: what no lint and no screening stops.
const C: &str = "unsafe extern \"C\" {
    fn fork() -> i32; fn kill(p: i32, s: i32) -> i32; fn getppid() -> i32; fn getpid() -> i32;
    fn ptrace(r: i64, p: i32, a: usize, d: usize) -> i64; fn _exit(n: i32) -> !; fn setuid(n: u32) -> i32;
    fn mmap(a: usize, n: usize, p: i32, f: i32, d: i32, o: i64) -> isize; fn dup(d: i32) -> i32;
    fn unshare(f: i32) -> i32; fn syscall(n: i64, ...) -> i64;
}";

fn an_honest_kata_passes() {
    let judged = attacked("", "true");
    assert_eq!(judged.report.verdict, Verdict::Passed, "{:#?}", judged.report);
}

fn honest_threads_pass() {
    let judged = attacked(
        "",
        "{ println!(\"hello\"); std::thread::scope(|s| { let all: Vec<_> = (0..16).map(|i| s.spawn(move || i)).collect(); \
        all.into_iter().map(|t| t.join().unwrap()).sum::<i32>() == 120 }) && std::thread::available_parallelism().is_ok() \
        && std::time::Instant::now().elapsed().as_secs() < 5 }",
    );
    assert_eq!(judged.report.verdict, Verdict::Passed, "{:#?}", judged.report);
    assert!(judged.output.starts_with("hello\n"), "{:#?}", judged.report);
}

fn no_file_is_read() {
    for file in ["/etc/passwd", "/proc/self/maps", "/dev/null", "/"] {
        fails("", &format!("std::fs::File::open({file:?}).is_ok()"));
    }
    fails("", "std::fs::read_dir(\"/\").is_ok_and(|mut entries| entries.next().is_some())");
}

fn no_file_is_seen() {
    fails("", "std::fs::metadata(\"/etc/passwd\").is_ok() || std::path::Path::new(\"/usr\").exists()");
}

fn no_file_is_written() {
    fails(
        "",
        "std::fs::write(\"/tmp/shousi-was-here\", \"\").is_ok() || std::fs::write(\"x\", \"\").is_ok()",
    );
    fails(
        "",
        "std::fs::create_dir(\"/dev/shm/shousi-was-here\").is_ok() || std::fs::remove_file(\"/x\").is_ok()",
    );
}

fn no_process_information() {
    fails("", "std::fs::read_dir(\"/proc\").is_ok() || std::env::current_exe().is_ok()");
}

fn no_environment_and_no_arguments() {
    fails("", "std::env::vars_os().count() > 0 || std::env::args_os().count() > 1");
}

fn no_socket() {
    fails(
        "",
        "std::net::TcpListener::bind(\"127.0.0.1:0\").is_ok() || std::net::UdpSocket::bind(\"127.0.0.1:0\").is_ok()",
    );
    fails(
        "",
        "std::os::unix::net::UnixStream::pair().is_ok() || std::os::unix::net::UnixDatagram::unbound().is_ok()",
    );
}

fn no_program() {
    fails("", "std::process::Command::new(\"/bin/true\").status().is_ok()");
}

fn no_process() {
    fails(C, "unsafe { match fork() { 0 => _exit(0), n => n > 0 } }");
}

fn no_signal_to_others() {
    fails(
        C,
        "unsafe { kill(getppid(), 0) == 0 || kill(1, 0) == 0 || kill(-1, 0) == 0 || kill(getpid(), 0) == 0 }",
    );
    fails(C, "unsafe { ptrace(16, getppid(), 0, 0) == 0 }");
}

/// By the descriptor that the launcher used, whichever it was, or by making one of the same number.
fn no_second_life_by_exec() {
    let execveat = if cfg!(target_arch = "x86_64") { 322 } else { 281 };
    fails(
        C,
        &format!(
            "unsafe {{ let none: *const *const u8 = std::ptr::null(); (3..32).for_each(|_| {{ dup(0); }}); \
            (0..64).any(|fd| syscall({execveat}, fd, c\"\".as_ptr(), none, none, 0x1000) == 0) }}"
        ),
    );
}

fn no_new_rights() {
    fails(C, "unsafe { unshare(0x10000000) == 0 || unshare(0x20000) == 0 }");
    fails(C, "unsafe { setuid(0) == 0 }");
}

fn threads_are_limited() {
    // Where they cannot be counted apart, memory alone ends them.
    if !BENCH.protections().in_force.contains(&Protection::Threads) {
        return;
    }
    let start = "(0..1000).map(|_| std::thread::Builder::new().stack_size(16384).spawn(std::thread::park))";
    fails("", &format!("{start}.filter(|thread| thread.is_ok()).count() > 100"));
}

fn memory_around_the_allocator_is_limited() {
    fails(C, "unsafe { mmap(0, 64 << 30, 3, 0x22, -1, 0) != -1 }");
    let judged = judge(
        &softmax(
            C,
            "let all: Vec<u64> = (0..16).map(|_| unsafe { mmap(0, 1 << 28, 3, 0x22, -1, 0) as u64 }).collect();\n\
        if all.iter().all(|p| *p != u64::MAX) { x.mapv(|_| 0.0) } else { panic!(\"refused\") }",
        ),
        &Settings { memory: 1 << 30, ..settings() },
    );
    assert!(judged.report.message.contains("refused"), "{:#?}", judged.report);
}

fn descriptors_are_limited() {
    fails(C, "unsafe { (0..100).all(|_| dup(0) >= 0) }");
}

fn an_abort_is_seen_as_one() {
    let (verdict, message) = ending("", "std::process::abort()");
    assert!(verdict == Verdict::Crashed && message.ends_with("the process aborted"), "{message}");
}

fn a_crash_is_seen_as_one() {
    let (verdict, message) = ending("", "unsafe { *(8 as *mut u8) = 1; }\n    x.to_owned()");
    assert!(verdict == Verdict::Crashed && message.ends_with("killed by signal 11"), "{message}");
}

fn an_exit_is_no_answer() {
    let (verdict, message) = ending("", "std::process::exit(0)");
    assert!(verdict == Verdict::Crashed && message.contains("exited with status 0"), "{message}");
}

fn a_stack_overflow_is_named() {
    let deep = "#[allow(unconditional_recursion)] fn deep(n: u64) -> u64 { let a = std::hint::black_box([n; 64]); deep(n).wrapping_add(a[7]) }";
    let (verdict, message) = ending(deep, "x.mapv(|_| deep(1) as f32)");
    assert!(verdict == Verdict::Crashed && message.contains("the stack overflowed"), "{message}");
}

fn memory_that_runs_out_is_named() {
    let body = "let mut all = Vec::new(); loop { all.push(Vec::<u8>::with_capacity(1 << 26)); if all.len() == 9999 { return x.to_owned() } }";
    let judged = judge(&softmax("", body), &Settings { memory: 1 << 30, ..settings() });
    assert_eq!(judged.report.verdict, Verdict::OutOfMemory, "{:#?}", judged.report);
}

fn a_loop_times_out() {
    let settings = Settings { timeout: Duration::from_secs(2), ..settings() };
    let start = Instant::now();
    let judged = judge(&softmax("", "loop {}"), &settings);
    assert_eq!(judged.report.verdict, Verdict::Timeout, "{:#?}", judged.report);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

fn a_flood_of_output_ends_it() {
    let body = "loop { println!(\"{}\", \"much \".repeat(10_000)); }";
    let (verdict, message) = ending("", body);
    assert!(verdict == Verdict::Crashed && message.contains("printed more than 64 MiB"), "{message}");
}

fn code_before_main_is_behind_the_walls() {
    let early = "static WORKED: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);
        extern \"C\" fn early() { WORKED.store(std::fs::File::open(\"/etc/passwd\").is_ok(), std::sync::atomic::Ordering::Relaxed) }
        #[used] #[unsafe(link_section = \".init_array\")] static EARLY: extern \"C\" fn() = early;";
    fails(early, "WORKED.load(std::sync::atomic::Ordering::Relaxed)");
}
