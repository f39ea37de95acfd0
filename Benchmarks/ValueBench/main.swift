import BenchTools
import Correlation
import Expressions
import Extraction
import Glibc
import HostNames
import JSON
import NormalForms
import PatternMatching
import Store

/// Times what a program has of values in its own process.
///
/// `ValueBench networks NETWORKS ADDRESSES`, `ValueBench lists VALUES LIST…`, `ValueBench correlate COUNT DISTINCT`,
/// `ValueBench store COUNT DISTINCT FILE`, `ValueBench extract TEXT`. Each prints one line of JSON.
func timed<Value>(_ body: () throws -> Value) rethrows -> (value: Value, took: Double) {
    let begun = Bench.milliseconds()
    let value = try body()
    return (value, Bench.milliseconds() - begun)
}

func tell(_ members: KeyValuePairs<String, Double>) {
    print("{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}")
}

/// An expression with the bounds that patterns have.
struct Expression: WarningExpression {
    let expression: any PatternExpression

    func isMet(by text: String) -> Bool { expression.isMet(by: Array(text.utf8)) ?? false }
}

/// An indicator that asks for a hundred of some names.
func indicator(_ number: Int, _ distinct: Int) -> KeptObject {
    var chance = SystemRandomNumberGenerator()
    let names = (0..<100).map { _ in "'h\(Int.random(in: 0..<distinct, using: &chance)).bad.example'" }
    let digits = String(number)
    let id = "indicator--00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    let pattern = "[domain-name:value IN (\(names.joined(separator: ",")))]"
    let text = #"{"id":"\#(id)","pattern":"\#(pattern)","pattern_type":"stix","type":"indicator"}"#
    return KeptObject(
        id: id,
        type: "indicator",
        version: "1",
        stamp: 1,
        specification: 21,
        quarantine: nil,
        digest: Array(digits.utf8),
        bytes: Array(text.utf8)
    )
}

/// A store of so many values, a hundred an object: what its index takes, and who has 1,000 values that come anew.
func measureStore(_ count: Int, _ distinct: Int, _ file: String) throws {
    let store = try Store(path: file)
    defer { store.close() }
    for first in stride(from: 0, to: count / 100, by: 500) {
        try store.write { connection throws(StoreError) in
            for number in first..<min(first + 500, count / 100) {
                _ = try ObjectRows(connection).keep(indicator(number, distinct), source: 1, now: 0)
            }
        }
    }
    let caught = try timed { try store.finishIndexing() }
    let opened = try store.rebuildTime()
    var chance = SystemRandomNumberGenerator()
    let wanted = (0..<1_000).compactMap { _ in
        forms.recognised("h\(Int.random(in: 0..<(distinct * 2), using: &chance)).bad.example").map { ValueKey($0) }
    }
    let looked = { (most: Int) throws -> Double in
        let took = try (0..<21).map { _ in
            try timed {
                try store.read { connection throws(StoreError) in
                    let rows = ValueRows(connection)
                    for key in wanted { _ = try rows.holders(of: key, most: most) { _ in true } }
                }
            }.took
        }
        return took.sorted()[10]
    }
    tell(["left_ms": caught.took, "index_ms": opened, "ms": try looked(10), "all_ms": try looked(.max - 1)])
}

extension Store {
    /// How long it takes to make the index of values anew, in milliseconds.
    func rebuildTime() throws -> Double { try timed { _ = try rebuildIndex() }.took }
}

let forms = NormalForms(names: ICUHostNames())
let arguments = CommandLine.arguments
switch (arguments.dropFirst().first, arguments.count) {
case ("networks", 4):
    let index = NetworkIndex(Bench.lines(arguments[2]).compactMap { NetworkRange($0) })
    let addresses = Bench.lines(arguments[3])
    let read = addresses.compactMap { NetworkRange($0) }
    let found = timed { read.reduce(0) { $0 + (index.narrowest(around: $1) == nil ? 0 : 1) } }
    let both = timed {
        addresses.reduce(0) { $0 + (NetworkRange($1).flatMap { index.narrowest(around: $0) } == nil ? 0 : 1) }
    }
    tell(["count": Double(read.count), "ms": found.took, "read_ms": both.took, "found": Double(found.value)])
case ("lists", 4...):
    let made = try timed {
        let lists = try arguments[3...].map { try WarningList(try JSONDocument(parsing: Bench.contents($0))) }
        return WarningLists(lists, names: ICUHostNames()) { text, isCaseless in
            PCRE().expression((isCaseless ? "(?i)" : "") + text, ofBytes: false).map(Expression.init)
        }
    }
    let values = Bench.lines(arguments[2]).compactMap { forms.recognised($0) }
    let asked = timed { values.reduce(0) { $0 + made.value.hits($1).count } }
    tell(["load_ms": made.took, "count": Double(values.count), "ms": asked.took, "hits": Double(asked.value)])
case ("correlate", 4):
    guard let count = Int(arguments[2]), let distinct = Int(arguments[3]) else { exit(2) }
    var chance = SystemRandomNumberGenerator()
    let names = (0..<(distinct * 2)).compactMap { forms.recognised("h\($0).bad.example") }
    let made = timed {
        var correlator = Correlator(forms)
        for number in 0..<count {
            correlator.add("o\(number / 100)", [names[Int.random(in: 0..<distinct, using: &chance)]])
        }
        return correlator
    }
    let wanted = (0..<1_000).map { _ in names[Int.random(in: 0..<(distinct * 2), using: &chance)] }
    let took = (0..<21).map { _ in timed { made.value.held(wanted, most: 100) { _ in } }.took }.sorted()
    let all = timed { made.value.groups(most: 100) { _ in } }
    tell(["load_ms": made.took, "ms": took[10], "groups_ms": all.took])
case ("store", 5):
    guard let count = Int(arguments[2]), let distinct = Int(arguments[3]) else { exit(2) }
    try measureStore(count, distinct, arguments[4])
case ("extract", 3):
    let text = Bench.contents(arguments[2])
    var count = 0
    let took = timed { TextValues(forms).find(in: text) { _ in count += 1 } }
    tell(["bytes": Double(text.count), "ms": took.took, "count": Double(count)])
default:
    print(
        "usage: ValueBench networks NETWORKS ADDRESSES | lists VALUES LIST… | correlate COUNT DISTINCT\n"
            + "       | store COUNT DISTINCT FILE | extract TEXT"
    )
    exit(2)
}
