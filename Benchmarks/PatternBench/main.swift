import BenchTools
import Expressions
import Glibc
import JSON
import PatternMatching

// Times what holds patterns against observations in its own process, on one core.
//
// `PatternBench PATTERNS OBSERVATIONS`: a pattern a line, a bundle a line. Prints one line of JSON: how many patterns
// are read and indexed in a second, the bytes that each takes above its text, how many observations are held against
// all of them in a second when they are in memory and when they are read from the lines, and how many hits there are.

/// The memory that the process has, in bytes.
func taken() -> Int {
    let numbers = Bench.lines("/proc/self/statm").first?.split(separator: " ") ?? []
    let pages = numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
}

func read(_ lines: [String]) throws -> [Observation] {
    var objects: [JSONValue] = []
    for line in lines {
        let root = try JSONDocument(line).root
        if let inner = root["objects"] { objects += Array(inner.elements) } else { objects.append(root) }
    }
    return ObservationReader.observations(objects)
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    print("usage: PatternBench PATTERNS OBSERVATIONS")
    exit(2)
}
let texts = Bench.lines(arguments[1])
let seen = Bench.lines(arguments[2])
let before = taken()
var begun = Bench.processorSeconds()
var set = PatternSet(PCRE())
for text in texts { try set.add(text) }
let indexed = Double(texts.count) / (Bench.processorSeconds() - begun)
let size = (taken() - before - texts.reduce(0) { $0 + $1.utf8.count }) / texts.count
begun = Bench.processorSeconds()
let observations = try read(seen)
let reading = Bench.processorSeconds() - begun
begun = Bench.processorSeconds()
let hits = set.hits(in: observations, limit: 1_000_000).hits.count
let holding = Bench.processorSeconds() - begun
let count = Double(observations.count)
print(
    "{\"indexed\":\(Int(indexed)),\"bytes\":\(size),\"memory\":\(Int(count / holding)),"
        + "\"lines\":\(Int(count / (reading + holding))),\"hits\":\(hits)}"
)
