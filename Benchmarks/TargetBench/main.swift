import BenchTools
import CursorOnTarget
import Glibc
import Symbols

/// Times reading events of Cursor-on-Target, and drawing their symbols, in a process that runs, without a disk.
///
/// `TargetBench read FILE`: all events of a file, each with its marks. `TargetBench draw FILE`: the symbol of each as
/// SVG. Prints one line of JSON: microseconds an event, the best and the median of 15 times, how many there are, and
/// how many have all of their marks.
func time(_ body: () throws -> (events: Int, marked: Int)) rethrows {
    var count = (events: 0, marked: 0)
    let took = try (0..<15).map { _ in
        let begun = Bench.milliseconds()
        count = try body()
        return (Bench.milliseconds() - begun) * 1_000 / Double(max(1, count.events))
    }
    let sorted = took.sorted()
    print(
        "{\"best_us\":\(sorted[0]),\"median_us\":\(sorted[7]),\"events\":\(count.events),\"marked\":\(count.marked)}"
    )
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    print("usage: TargetBench read FILE | draw FILE")
    exit(2)
}
let bytes = Bench.contents(arguments[2])
if arguments[1] == "read" {
    try time {
        var reader = CoTReader(bytes)
        var marked = 0
        while let event = try reader.next() {
            let marks = event.marks
            if marks.kind == .exercise, marks.exercise != nil, marks.label != nil, marks.opex != nil,
                marks.callsign != nil
            {
                marked += 1
            }
        }
        return (reader.count, marked)
    }
} else {
    let events = try CoTReader.events(bytes)
    time {
        let drawn = events.compactMap { $0.symbol?.svg() }
        return (drawn.count, drawn.count { $0.contains("EXERCISE") })
    }
}
