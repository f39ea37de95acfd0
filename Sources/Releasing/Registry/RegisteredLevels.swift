internal import Agreements
internal import Configuration
internal import Holdings
package import Installation
internal import JSON
package import Labels
internal import Release
package import Store

/// Which levels are entered in the registry today, as the schemes of the agreements in use say (`registered down to`).
package struct RegisteredLevels {
    /// A level with its scheme.
    package struct Level: Sendable, Equatable {
        package let scheme: String
        package let level: String
    }

    private let schemes: [String: Scheme]
    private let day: Day

    /// What the node's agreements say now.
    package init(_ node: Node, now: Int64, _ connection: Connection) throws(StoreError) {
        let set = try node.agreements.set(AgreementRows(connection).current(), connection)
        let registering = set.schemes.filter { !$0.registeredLevels.isEmpty }
        schemes = Dictionary(registering.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        day = node.registryDay(now, of: set)
    }

    /// Whether no scheme asks for a registry.
    package var isEmpty: Bool { schemes.isEmpty }

    /// Every level that is registered, scheme by scheme, the highest first.
    package var all: [Level] {
        schemes.values.sorted { $0.name < $1.name }.flatMap { scheme in
            scheme.registeredLevels.map { Level(scheme: scheme.name, level: $0.name) }
        }
    }

    /// The registered level of what bears some markings, its portions included; the first of several schemes.
    package func level(of reading: MarkingReading) -> Level? {
        reading.labels.lazy.compactMap { label in
            let label = PreparedMarking.current(label, on: day)
            guard let scheme = schemes[label.policy.lowercased()],
                let place = scheme.registeredLevels.firstIndex(where: {
                    $0.name == scheme.registeredLevel(label.classification)?.name
                })
            else { return nil }
            return (place, Level(scheme: scheme.name, level: scheme.levels[place].name))
        }.min { (one: (Int, Level), other: (Int, Level)) in one.0 < other.0 }?.1
    }

    /// The level that what is registered no more bears now, for the registry: as written, else nothing.
    package func otherLevel(of reading: MarkingReading) -> Level {
        let label = reading.labels.first.map { PreparedMarking.current($0, on: day) }
        return Level(scheme: label?.policy ?? "", level: label?.classification ?? "")
    }
}

extension Node {
    /// The day of a moment where the node's party counts its days.
    func registryDay(_ now: Int64, of set: AgreementSet) -> Day {
        let party = configuration.identity.flatMap { set.party($0) } ?? set.party(configuration.name)
        return DayOfMoment.day(now, zone: party?.zone)
    }

    /// The day and the year of a moment where the node's party counts its days.
    package func registryDay(_ now: Int64, _ connection: Connection) throws(StoreError) -> (day: Int64, year: Int64) {
        let day = registryDay(now, of: try agreements.set(AgreementRows(connection).current(), connection))
        return (Int64(day.number), Int64(day.description.prefix(4)) ?? 0)
    }
}
