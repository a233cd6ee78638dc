use super::*;

#[track_caller]
fn accepted(text: &str) {
    assert_eq!(screen(text.as_bytes()), Ok(()), "{text}");
}

/// The line and the words that a text is refused with.
#[track_caller]
fn refused(text: &str, line: usize, about: &str) {
    let rejection = screen(text.as_bytes()).expect_err(text);
    assert_eq!(rejection.line, line, "{text}: {rejection}");
    assert!(rejection.to_string().contains(about), "{text}: {rejection}");
}

#[test]
fn what_a_kata_never_needs() {
    for (text, about) in [
        ("fn f() { unsafe {} }", "`unsafe`"),
        ("#[allow(dead_code, unsafe_code)] fn f() {}", "`unsafe_code`"),
        ("extern \"C\" { fn abort(); }", "`extern`"),
        ("extern crate std as s;", "`extern`"),
        ("std::arch::global_asm!(\"\");", "`global_asm`"),
        ("#[r#no_mangle] fn f() {}", "`no_mangle`"),
        ("#[global_allocator] static A: System = System;", "`global_allocator`"),
        ("const X: &str = include_str!(\"x\");", "`include_str!`"),
        ("const X: &str = r#include_str!(\"x\");", "`include_str!`"),
        ("include ! (\"x\");", "`include!`"),
        ("std::include!(\"x\");", "`include!`"),
        ("use std::{include as x};", "`include!`"),
        (
            "macro_rules! m { ($x:ident) => { $x!(\"/etc/passwd\") } } const X: &str = m!(include);",
            "`include!`",
        ),
        (
            "macro_rules! make { ($n:ident) => { macro_rules! $n { ($x:ident) => { $x!(\"x\") } } } } make!(vec); vec!(include);",
            "`include!`",
        ),
        ("macro_rules! m { ($a:tt $b:tt) => { $b $a (\"x\") } } m!(! include);", "`include!`"),
        ("macro_rules! m { ($($a:tt)*) => { $($a)!* } } m!(env (\"HOME\"));", "`env!`"),
        ("macro_rules! m { ($a:tt) => { env $a (\"HOME\") } } m!(!);", "`env!`"),
        (
            "macro_rules! m { ($d:tt) => { macro_rules! n { ($d x:ident) => { $d x!(\"x\") } } } } m!($); n!(include);",
            "`include!`",
        ),
        ("const X: &str = vec![vec![env!(\"HOME\")]];", "`env!`"),
        ("const X: Option<&str> = option_env!(\"HOME\");", "`option_env!`"),
        ("#[path = \"/etc/passwd\"] mod x;", "`#[path]`"),
        ("#[cfg_attr(all(), path = \"/etc/passwd\")] mod x;", "`#[path]`"),
        ("#![feature(rustc_private)]", "`#![feature]`"),
        ("#![recursion_limit = \"10000\"]", "`#![recursion_limit]`"),
        ("#![cfg_attr(all(), feature(x))]", "`#![cfg_attr]`"),
        ("#![cfg_attr(all(), allow(dead_code), no_std)]", "`#![cfg_attr]`"),
    ] {
        refused(text, 1, about);
        refused(&format!("// line 1\n/* line 2\n*/ mod line_3 {{\n{text}\n}}"), 4, about);
    }
}

#[test]
fn what_reaches_outside() {
    for (text, about) in [
        ("fn f() { std::fs::read(\"x\"); }", "`std::fs`"),
        ("fn f() { ::std /* here */ :: r#fs::read(\"x\"); }", "`std::fs`"),
        ("use std::net::TcpStream;", "`std::net`"),
        ("use std::{f32::consts::PI, process};", "`std::process`"),
        ("use std::{f32::consts::{E, PI}, os::fd::AsFd};", "`std::os`"),
        ("use {core::f32, std::{self, env}};", "`std::env`"),
        ("use std::{{mem as _, {fs}}};", "`std::fs`"),
        ("use std::path::Path;", "`std::path`"),
        ("use std::*; fn f() { fs::read(\"x\"); }", "`std::fs`"),
        ("use std::{*}; use net as n;", "`std::net`"),
        ("use std as s; fn f() { s::fs::read(\"x\"); }", "`std`"),
        ("use std::{self as s};", "`std`"),
        ("macro_rules! m { ($x:ident) => { std::$x::exit(0) } } fn f() { m!(process) }", "`std::process`"),
        (
            "macro_rules! m { ($x:ident $y:ident) => { $x::$y::exit(0) } } fn f() { m!(std process) }",
            "`std::process`",
        ),
        ("macro_rules! m { ($($x:tt)*) => { use std::{$($x)*}; } } m! { fs::metadata }", "`std::fs`"),
        ("macro_rules! m { ($x:ident) => { use std::{f32, $x}; } } m!(fs);", "`std::fs`"),
        ("m! { #[cfg(test)] mod tests { use std::fs; } }", "`std::fs`"),
        ("#[cfg(test)] mod tests {} use std::fs;", "`std::fs`"),
        ("#[cfg(test)] mod tests; use std::fs;", "`std::fs`"),
        ("fn f() { std::io::stdin().read_line(&mut s); }", "`stdin`"),
        ("use std::io::{Read, stdin as input};", "`stdin`"),
        ("fn f() { println!(\"{:?}\", std::env::args()); }", "`std::env`"),
    ] {
        refused(text, 1, about);
    }
}

#[test]
fn honest_code() {
    for text in [
        "// unsafe include!(\"x\") std::fs\n/* unsafe /* extern */ */\n/// `unsafe`, `std::fs`\nfn f() {}",
        "const X: &str = \"unsafe include!() std::fs \\\" unsafe\"; const Y: &str = r#\"std::fs \" unsafe\"#;",
        "const X: &[u8] = b\"unsafe\"; const Y: &std::ffi::CStr = c\"unsafe\";",
        "fn f(unsafely: f32, fs: f32, net: f32, os: f32, env: f32, path: f32, process: f32) -> f32 { net }",
        "fn f() -> f32 { let (net, os, env, command, process, file, stdin) = g(); net / os * process.path + file }",
        "fn f(include: bool) -> bool { include != true && (include!=false) }",
        "fn f(include: bool) { assert!(include); println!(\"{} {include}\", include); vec![include, env] }",
        "fn f(var: f32) { let std = var.sqrt(); x / std as f32; std::f32::consts::PI; y(std, net); }",
        "mod net { pub fn forward() {} } fn f() { net::forward(); self::net::forward(); }",
        "mod env { pub fn step() {} } use env::step; use crate::env; fn f() { env::step(); }",
        "use std::{collections::HashMap, f32::consts::PI, thread::{self, scope}, ops::{Add, Mul}, time::Instant};",
        "use std::io::{self, Write}; use std; use core as c; use std::f32 as float; use ndarray::{self as nd, s};",
        "fn f<'env, 'scope: 'env>(x: &'env f32) -> impl Iterator<Item = f32> + use<'env> { std::iter::once(*x) }",
        "macro_rules! exp { ($x:expr, $env:ident) => { $x.exp() + std::$env::consts::PI } } fn f() { exp!(1.0, f32) }",
        "macro_rules! m { ($x:expr, $include:expr) => { if $include { $x } } }",
        "#![allow(dead_code)] #![doc = \"unsafe\"] #![warn(clippy::all)] #![deny(unsafe_code)] //! unsafe\nfn f() {}",
        "#![forbid(unsafe_code)]\n#[cfg(test)] mod tests { #![allow(unused)] use super::*; }",
        "extern crate ndarray; extern crate alloc; fn f() { stringify!(a); concat!(\"x\", 1); line!(); }",
        "fn f() { let r#type = 1; let r#fn = ndarray::s![.., r#type]; dbg!(process); std::thread::spawn(|| ()).join(); }",
        "macro_rules! square { ($x:expr) => {{ let env = $x; env * env }} } fn f() { square!(env) + square!(include) }",
        "macro_rules! most { ($x:expr, $($rest:tt)*) => { max($x, most!($($rest)*)) } } fn f() { most!(env, path) }",
        "macro_rules! apart { ($a:expr, $b:expr) => { $a != $b } } fn f() { apart!(std, net) }",
        "use std::{collections::*, ops::*}; mod net { pub fn forward() {} } fn f() { net::forward() }",
        "fn r#unsafe(r#extern: f32) -> f32 { r#extern }",
        "impl Feed { fn stdin(&self) {} } fn f() { feed.stdin() }",
        "#![cfg_attr(not(test), allow(dead_code), warn(clippy::all),)]",
        "fn f() {} #[cfg(test)] mod tests { use std::{env, fs}; #[test] fn g() { fs::read(env::temp_dir()); } } fn h() {}",
        "#!/usr/bin/env cargo\nfn f() {}",
        "\u{feff}fn f() {}\r\n",
        "fn größe(标准差: f32) -> f32 { 标准差 } // \u{200f}עברית",
        "fn f( { let \"unsafe",
        "",
    ] {
        accepted(text);
    }
}

#[test]
fn characters_that_hide_what_the_code_says() {
    refused("fn f() {}\n// \u{202e} backwards", 2, "U+202E");
    refused("fn f() {}\n\nconst X: &str = \"\u{2066}\";", 3, "U+2066");
    refused("fn f() {}\n\0", 2, "NUL");
    assert_eq!(screen(b"a\n\n\xff"), Err(Rejection { line: 3, reason: Reason::NotUtf8 }));
}

/// Every reference, every pristine stub, and all right variants.
#[test]
fn what_is_known_to_be_honest() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for folder in ["solutions", "katas", "katas/stubs", "tests/variants"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("katas/lib.rs")
            {
                assert_eq!(screen(&std::fs::read(&path).unwrap()), Ok(()), "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 4 * crate::specs::NAMES.len(), "{seen}");
}

#[test]
fn nesting_does_not_matter() {
    accepted(&"[".repeat(200_000));
    refused(&format!("{}unsafe", "{".repeat(200_000)), 1, "`unsafe`");
}
