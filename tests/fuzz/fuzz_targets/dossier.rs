//! The fuzzer on dossiers.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::dossier(bytes));
