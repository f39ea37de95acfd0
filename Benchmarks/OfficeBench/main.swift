import BenchTools
import Calendars
import Documents
import Glibc
import Sheets
import Tables

/// Times what a program has of calendars and documents in its own process, without its start and without a disk.
///
/// `OfficeBench month FILE FROM UNTIL` (seconds of UTC since 1970), `OfficeBench views FILE`,
/// `OfficeBench compare LANGUAGE BEFORE AFTER`, `OfficeBench sheet FILE`. Each prints one line of JSON: milliseconds of
/// the first time, and the median of those after it.
func time(_ before: [(name: String, took: Double)] = [], _ body: () throws -> Int) rethrows {
    var count = 0
    let took = try (0..<21).map { _ in
        let begun = Bench.milliseconds()
        count = try body()
        return Bench.milliseconds() - begun
    }
    let told = before + [("first_ms", took[0]), ("again_ms", took.dropFirst().sorted()[10])]
    print("{" + told.map { "\"\($0.name)\":\($0.took)," }.joined() + "\"count\":\(count)}")
}

let arguments = CommandLine.arguments
switch (arguments.dropFirst().first, arguments.count) {
case ("month", 5):
    let bytes = Bench.contents(arguments[2])
    guard let from = Int64(arguments[3]), let until = Int64(arguments[4]) else { exit(2) }
    let begun = Bench.milliseconds()
    let file = try CalendarFile(bytes)
    let read = Bench.milliseconds() - begun
    try time([("read_ms", read)]) { try file.occurrences(from: from, until: until)?.count ?? 0 }
case ("views", 3):
    let bytes = Bench.contents(arguments[2])
    try time {
        let document = try DocumentText(bytes)
        return [DocumentView.accepted, .rejected, .shown].reduce(0) { $0 + document.paragraphs($1).count }
    }
case ("compare", 5):
    let texts = arguments[3...].map { String(decoding: Bench.contents($0), as: UTF8.self) }
    try time { try PhraseCompare.pieces(from: texts[0], to: texts[1], language: arguments[2]).count }
case ("sheet", 3):
    let bytes = Bench.contents(arguments[2])
    try time { try SheetReader.tables(bytes).reduce(0) { $0 + $1.rows.count } }
default:
    print("usage: OfficeBench month FILE FROM UNTIL | views FILE | compare LANGUAGE BEFORE AFTER | sheet FILE")
    exit(2)
}
