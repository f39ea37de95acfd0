import Glibc
import TestKit

/// Writes the trace of random acts for the outside judge: `OracleTrace ACTS [SEED] > trace`; ends with 2 if a world cannot be set up.
///
/// A world is left after 1,000 acts, so that agreements, days and objects meet in many ways.
func writeTrace() -> Int32 {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let (wanted, seed) = (arguments.first ?? 20_000, arguments.dropFirst().first ?? 1)
    var (done, number) = (0, 0)
    do {
        while done < wanted {
            let folder = TemporaryFolder(isKeptInMemory: true)
            let world = try OracleWorld(folder, seed: UInt64(seed + number)) { put($0, to: STDOUT_FILENO) }
            for _ in 0..<min(1_000, wanted - done) { try world.act() }
            done += 1_000
            number += 1
        }
    } catch {
        put(Array("world \(seed + number): \(error)\n".utf8), to: STDERR_FILENO)
        return 2
    }
    return 0
}

/// Writes all of some bytes; a reader that is gone ends the run.
func put(_ bytes: [UInt8], to file: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
        guard count > 0 else { exit(2) }
        rest = rest.dropFirst(count)
    }
}

exit(writeTrace())
