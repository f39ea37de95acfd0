import Agreements
import Configuration
import Glibc
import Installation
import Labels
import Releasing

/// What the verbs that need agreements share: which files, which day.
enum AgreementAccess {
    /// Does something with files, with its failure as the tool's.
    static func attempt<Value>(_ body: () throws(Files.Failure) -> Value) throws(CommandFailure) -> Value {
        do throws(Files.Failure) {
            return try body()
        } catch {
            throw CommandFailure(error.description)
        }
    }

    /// The set of these paths, with what was found in it.
    static func read(_ paths: [String], _ arguments: Arguments) throws(CommandFailure) -> AgreementReading {
        var paths = paths
        if paths.isEmpty {
            let fromEnvironment = unsafe getenv("ENTENTE_AGREEMENTS").map { unsafe String(cString: $0) }
            paths = [fromEnvironment ?? NodeAccess.folder(arguments).agreements]
        }
        return try attempt { () throws(Files.Failure) in try AgreementFolder.read(paths) }
    }

    /// The set of these paths; errors in it are a failure.
    static func usable(_ paths: [String], _ arguments: Arguments) throws(CommandFailure) -> AgreementReading {
        let reading = try read(paths, arguments)
        guard reading.isUsable else {
            Output.flush()
            Output.error(reading.report())
            throw CommandFailure("the agreements have errors", help: "`entente agreements check` lists them")
        }
        return reading
    }

    /// The set of `--agreements`, with what `--assume` takes as in force.
    static func set(_ arguments: Arguments) throws(CommandFailure) -> AgreementSet {
        try assuming(usable(arguments.values("agreements"), arguments).set, arguments)
    }

    /// A set with what `--assume` takes as in force.
    static func assuming(_ set: AgreementSet, _ arguments: Arguments) throws(CommandFailure) -> AgreementSet {
        let (assumed, unknown) = set.assuming(arguments.values("assume"))
        if let name = unknown.first {
            let near = Suggestion.nearest(to: name, in: set.agreements.map(\.name))
            throw CommandFailure("there is no agreement `\(name)`", help: near.map { "did you mean `\($0)`?" })
        }
        return assumed
    }

    /// The set of `--agreements` as of a day, or as of `--on`.
    static func tables(_ arguments: Arguments, day: Day? = nil) throws(CommandFailure) -> AgreementTables {
        let set = try set(arguments)
        if let day { return AgreementTables(set, on: day) }
        return AgreementTables(set, day: try self.day(arguments))
    }

    /// The day that `--on` names, or today in a time zone.
    static func day(_ arguments: Arguments) throws(CommandFailure) -> @Sendable (_ zone: String?) -> Day {
        guard let text = arguments.value("on") else {
            let now = SystemClock.now()
            return { zone in DayOfMoment.day(now, zone: zone) }
        }
        guard let day = Day(text) else {
            throw CommandFailure("`\(text)` is no day", help: "write it as `2026-11-24`")
        }
        return { _ in day }
    }
}
