import Glibc
import TestKit

/// Runs the canary: `Canary OPERATIONS [SEED]`; ends with 1 if anything came out.
///
/// A world is left after 25,000 operations, so that lists stay as long as people's are.
func runCanary() -> Int32 {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let (wanted, seed) = (arguments.first ?? 50_000, arguments.dropFirst().first ?? 1)
    var (done, repeated, bytes, seen, written, papers, parts) = (0, 0, 0, 0, 0, 0, 0)
    var (released, fed, number, ownEyes, tables, told, streamed) = (0, 0, 0, 0, 0, 0, 0)
    while done < wanted {
        do {
            let run = try CanaryRun(seed: UInt64(seed) &* 1_000_003 &+ UInt64(number))
            let outcome = run.run(min(25_000, wanted - done))
            number += 1
            done += outcome.operations
            repeated += outcome.repeated
            bytes += outcome.bytes
            seen += outcome.seen
            written += outcome.written
            papers += outcome.papers
            parts += outcome.parts
            released += outcome.released
            fed += outcome.fed
            ownEyes += outcome.ownEyes
            tables += outcome.tables
            told += outcome.told
            streamed += outcome.streamed
            for leak in outcome.leaks { print("LEAK (seed \(seed), world \(number)): \(leak)") }
            if !outcome.leaks.isEmpty { return 1 }
        } catch {
            print("cannot set the world up: \(error)")
            return 2
        }
    }
    print(
        "\(done) operations in \(number) worlds: \(written) written, \(papers) of them in paragraphs, "
            + "\(ownEyes) for the own side's eyes, \(released) released, \(parts) in part, "
            + "\(fed) readings of partners, \(tables) of texts as tables, \(repeated) repeated, "
            + "\(told) counts by a hook, \(streamed) readings of a stream, "
            + "\(bytes / 1_000_000) MB looked through, planted texts seen \(seen) times where they may be, 0 bytes out"
    )
    // A search that finds nothing anywhere proves nothing.
    let all = [written, papers, released, parts, repeated, fed, ownEyes, tables, told, streamed]
    return seen > done && all.allSatisfy { $0 > 0 } ? 0 : 3
}

let words = CommandLine.arguments.dropFirst()
exit(words.first == "wall" ? runWall(words.compactMap { Int($0) }) : runCanary())
