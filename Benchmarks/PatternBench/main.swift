import Expressions
import Glibc
import JSON
import PatternMatching

/// Times what holds patterns against observations in its own process, on one core.
///
/// `PatternBench PATTERNS OBSERVATIONS`: a pattern a line, a bundle a line. Prints one line of JSON: how many patterns
/// are read and indexed in a second, the bytes that each takes above its text, how many observations are held against
/// all of them in a second when they are in memory and when they are read from the lines, and how many hits there are.
func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func lines(_ path: String) -> [[UInt8]] {
    guard let file = unsafe fopen(path, "r") else { return [] }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe fread(&buffer, 1, buffer.count, file)
        if count == 0 { break }
        bytes += buffer.prefix(count)
    }
    return bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
}

/// The memory that the process has, in bytes.
func taken() -> Int {
    let numbers = lines("/proc/self/statm").first?.split(separator: UInt8(ascii: " ")) ?? []
    let pages = numbers.count > 1 ? Int(String(decoding: numbers[1], as: UTF8.self)) ?? 0 : 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}

func read(_ lines: [[UInt8]]) throws -> [Observation] {
    var objects: [JSONValue] = []
    for line in lines {
        let root = try JSONDocument(parsing: line).root
        if let inner = root["objects"] { objects += Array(inner.elements) } else { objects.append(root) }
    }
    return ObservationReader.observations(objects)
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    print("usage: PatternBench PATTERNS OBSERVATIONS")
    exit(2)
}
let texts = lines(arguments[1]).map { String(decoding: $0, as: UTF8.self) }
let seen = lines(arguments[2])
let before = taken()
var begun = seconds()
var set = PatternSet(PCRE())
for text in texts { try set.add(text) }
let indexed = Double(texts.count) / (seconds() - begun)
let size = (taken() - before - texts.reduce(0) { $0 + $1.utf8.count }) / texts.count
begun = seconds()
let observations = try read(seen)
let reading = seconds() - begun
begun = seconds()
let hits = set.hits(in: observations, limit: 1_000_000).hits.count
let holding = seconds() - begun
let count = Double(observations.count)
print(
    "{\"indexed\":\(Int(indexed)),\"bytes\":\(size),\"memory\":\(Int(count / holding)),"
        + "\"lines\":\(Int(count / (reading + holding))),\"hits\":\(hits)}"
)
