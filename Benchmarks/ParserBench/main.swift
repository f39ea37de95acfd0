import Cryptography
import Foundation
import JSON
import Store

/// Measures every parser of outside input at 1, 10, 100 and 1,000 times an ordinary size (4 KiB), with inputs of the shapes that a
/// hostile sender would choose; what is linear has the same rate at each.
///
/// Prints one JSON object: for each parser and shape the bytes per second of a core at each size, 0 where one run takes longer than a minute.
/// Arguments: a folder to work in, and, if only some are wanted, words of their names.
enum ParserBench {
    static let sizes = [4 << 10, 40 << 10, 400 << 10, 4 << 20]

    /// The seconds of a core that this process has used: what others do on the machine meanwhile takes nothing from a parser's rate.
    static func used() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = used()
        try body()
        return used() - start
    }

    /// Bytes per second of the best of at least three rounds that take a tenth of a second together; a round is of so many runs that
    /// it takes a millisecond, which the clock of a process tells well.
    static func rate(_ subject: ParserSubject, _ input: [UInt8]) -> Double {
        var (best, total, rounds, runs) = (Double.infinity, 0.0, 0, 1)
        repeat {
            let time = seconds { for _ in 0..<runs { subject.read(input) } }
            guard time >= 0.001 else {
                runs *= 2
                continue
            }
            best = min(best, time / Double(runs))
            total += time
            rounds += 1
        } while total < 0.1 || (rounds < 3 && total < 3)
        return Double(input.count) / best
    }

    static func measure(_ subject: ParserSubject) -> JSONTree {
        var rates: [JSONMember] = []
        var isSlow = false
        for size in sizes {
            let input = isSlow ? [] : subject.input(size)
            let rate = isSlow ? 0 : rate(subject, input)
            // At a rate that has fallen so far, the next size would take minutes.
            isSlow = isSlow || Double(input.count) / rate > 6
            rates.append(JSONMember(String(size), .number(String(Int(rate)))))
        }
        return .object(rates)
    }
}

let arguments = CommandLine.arguments.dropFirst()
guard let folder = arguments.first else {
    print("usage: ParserBench FOLDER [WORD…]")
    exit(2)
}
let words = arguments.dropFirst()
let store = try Store(path: folder + "/parsers.db")
for subject in ParserSubject.all(store) where words.isEmpty || words.contains(where: { subject.name.contains($0) }) {
    let rates = ParserBench.measure(subject)
    let line = JSONTree.object([JSONMember(subject.name, rates)]).bytes() + [UInt8(ascii: "\n")]
    FileHandle.standardOutput.write(Data(line))
}
store.close()
