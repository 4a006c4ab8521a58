//! The fuzzer on costs.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::cost(bytes));
