import Agreements
import BenchTools
import Glibc
import JSON
import Labels
import Release

// Times decisions: `DecisionBench SET.accord QUESTIONS.ndjson DAY [OUTCOMES]`.
//
// Prints one line of JSON: nanoseconds for a decision with and without grounds (median of rounds), for reading and
// checking the set, and for the reach of one level of every party.

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

let arguments = CommandLine.arguments
guard arguments.count >= 4, let day = Day(arguments[3]) else {
    print("usage: DecisionBench SET.accord QUESTIONS.ndjson DAY")
    exit(2)
}
let text = String(decoding: Bench.contents(arguments[1]), as: UTF8.self)
var start = Bench.nanoseconds()
let reading = AgreementReading([SourceFile(name: arguments[1], text: text)])
let checked = Bench.nanoseconds() - start
start = Bench.nanoseconds()
let tables = AgreementTables(reading.set, on: day)
let compiled = Bench.nanoseconds() - start
guard reading.isUsable else {
    print(reading.report())
    exit(1)
}
start = Bench.nanoseconds()
var reached = 0
for party in reading.set.parties.indices {
    guard let level = tables.levels.indices.first(where: { tables.levels[$0].party == party }) else { continue }
    reached += Reach(from: party, level: level, tables).entries.count { !$0.steps.isEmpty }
}
let reach = Bench.nanoseconds() - start
var questions: [ReleaseQuestion] = []
for line in Bench.contents(arguments[2]).split(separator: UInt8(ascii: "\n")) {
    guard let document = try? JSONDocument(parsing: Array(line)), let reader = try? QuestionReader(document.root),
        let question = try? reader.question(tables)
    else { continue }
    questions.append(question)
}
var full: [Double] = []
var short: [Double] = []
var lets = 0
for _ in 0..<15 {
    start = Bench.nanoseconds()
    var grounds = 0
    for question in questions { grounds += ReleaseEngine.decide(question, tables).grounds.count }
    full.append(Double(Bench.nanoseconds() - start) / Double(max(questions.count, 1)))
    start = Bench.nanoseconds()
    lets = 0
    for question in questions where ReleaseEngine.outcome(question, tables).lets { lets += 1 }
    short.append(Double(Bench.nanoseconds() - start) / Double(max(questions.count, 1)))
    if grounds == 0 { exit(1) }
}
let result: JSONTree = .members([
    "questions": .integer(questions.count), "lets": .integer(lets),
    "agreements": .integer(reading.set.agreements.count),
    "parties": .integer(reading.set.parties.count), "decide_ns": .integer(Int(median(full))),
    "outcome_ns": .integer(Int(median(short))), "check_ms": .integer(Int(checked / 1_000_000)),
    "tables_ms": .integer(Int(compiled / 1_000_000)), "reach_ms": .integer(Int(reach / 1_000_000)),
    "reached": .integer(reached),
])
print(String(decoding: result.bytes(), as: UTF8.self))
if arguments.count > 4 {
    for question in questions { print(ReleaseEngine.outcome(question, tables).rawValue) }
}
