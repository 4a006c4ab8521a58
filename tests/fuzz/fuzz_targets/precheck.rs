//! The fuzzer on documents.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::precheck(bytes));
