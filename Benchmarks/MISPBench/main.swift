// Events of MISP as STIX and back, as `Benchmarks/misp.py` asks for it: `MISPBench in|out FILE [BUNDLE]` prints one
// line of JSON with the seconds of the processor for everything, from the bytes of the file to the bytes of the
// result, and the most memory that was used.

import BenchTools
import Cryptography
import Glibc
import JSON
import MISP

/// The most memory that the process has used, in bytes.
func peak() -> Int {
    var usage = rusage()
    _ = unsafe getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
}

func write(_ bytes: [UInt8], _ file: UnsafeMutablePointer<FILE>?) {
    if let file = unsafe file { _ = unsafe fwrite(bytes, 1, bytes.count, file) }
}

/// An event as a bundle.
func makeBundle(_ path: String, _ target: String) throws -> Int {
    let file = unsafe fopen(target, "w")
    defer { if let file = unsafe file { unsafe fclose(file) } }
    var waiting = Array(#"{"type":"bundle","id":"bundle--6f1c3b52-9a0d-4e71-8c25-5d901fe744b3","objects":["#.utf8)
    var count = 0
    let document = try JSONDocument(parsing: Bench.contents(path))
    var conversion = EventConversion(
        sha1: { SHA1.digest(of: $0) },
        emit: { object in
            if count > 0 { waiting.append(UInt8(ascii: ",")) }
            object.append(to: &waiting)
            count += 1
            guard waiting.count > 1 << 18 else { return }
            unsafe write(waiting, file)
            waiting.removeAll(keepingCapacity: true)
        }
    )
    for event in EventConversion.events(in: document.root) { try conversion.convert(event) }
    waiting += Array("]}".utf8)
    unsafe write(waiting, file)
    return count
}

/// A bundle as events.
func makeEvents(_ path: String) throws -> Int {
    let document = try JSONDocument(parsing: Bench.contents(path))
    var conversion = BundleConversion(now: 1_796_083_200, sha1: { SHA1.digest(of: $0) })
    let events = conversion.events(of: document.root["objects"].map { Array($0.elements) } ?? [])
    let bytes = JSONTree.array(events).bytes()
    return bytes.count > 2 ? events.reduce(0) { $0 + ($1["Attribute"]?.elements?.count ?? 0) } : 0
}

let words = CommandLine.arguments
let begun = Bench.processorSeconds()
let count = words[1] == "in" ? try makeBundle(words[2], words[3]) : try makeEvents(words[2])
print("{\"seconds\":\(Bench.processorSeconds() - begun),\"peak\":\(peak()),\"count\":\(count)}")
