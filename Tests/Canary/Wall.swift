import TestKit

/// Runs readers against the wall of an exercise: `Canary wall READINGS [SEED]`; ends with 1 if anything came out.
///
/// A world is left after 250,000 readings, so that what was sent stays as much as in an exercise.
func runWall(_ arguments: [Int]) -> Int32 {
    let (wanted, seed) = (arguments.first ?? 200_000, arguments.dropFirst().first ?? 1)
    var (reads, bytes, pairs, repeated) = (0, 0, 0, 0)
    var (sent, received, controlled, number) = (0, 0, 0, 0)
    while reads < wanted {
        do {
            let run = try WallRun(injects: 1_000, seed: UInt64(seed) &* 1_000_003 &+ UInt64(number))
            let outcome = run.run(min(250_000, wanted - reads))
            number += 1
            reads += outcome.reads
            bytes += outcome.bytes
            pairs += outcome.pairs
            repeated += outcome.repeated
            sent += outcome.sent
            received += outcome.received
            controlled += outcome.controlled
            for leak in outcome.leaks { print("LEAK (seed \(seed), world \(number)): \(leak)") }
            if !outcome.leaks.isEmpty { return 1 }
        } catch {
            print("cannot set the world up: \(error)")
            return 2
        }
    }
    print(
        "\(reads) readings in \(number) worlds: \(bytes / 1_000_000) MB looked through, \(pairs) pairs of what is there "
            + "and what is not, \(repeated) repeated after a hidden writing, \(sent) injects sent, \(received) times had "
            + "by a player, \(controlled) times by who controls, 0 bytes of an unsent inject"
    )
    // A search that finds nothing anywhere proves nothing.
    return [pairs, repeated, sent, received, controlled].allSatisfy { $0 > 0 } ? 0 : 3
}
