internal import Agreements
public import JSON
public import Labels
internal import STIX

/// Makes the question of release about what is held: the one place where it is put together.
///
/// Release, feeds, days, other agreements, previews and plain files all ask through it, so that nothing stays in a feed
/// that a release would refuse, and the other way round. A value of this type is for one thread.
public final class QuestionBuilder<Origins: Provenance> {
    /// What the reading depends on.
    public let circumstances: Circumstances
    /// Where versions came from.
    public let provenance: Origins
    private var prepared: [MarkingReading: PreparedMarking] = [:]

    /// A builder for one reading.
    /// - Parameters:
    ///   - circumstances: what decisions depend on beside the object.
    ///   - provenance: where versions came from.
    public init(_ circumstances: Circumstances, _ provenance: Origins) {
        (self.circumstances, self.provenance) = (circumstances, provenance)
    }

    /// Whether an object is decided about for itself, and not with all of its class.
    /// - Parameter object: the object.
    /// - Returns: whether it is.
    /// - Throws: the fault of the provenance.
    public func isSingle(_ object: JSONValue) throws(Origins.Fault) -> Bool {
        if Embargo(of: object) != nil { return true }
        return try isSingle(object["id"]?.string ?? "")
    }

    /// Whether what is held under an identifier is decided about for itself, whatever it says.
    /// - Parameter id: the identifier of the object.
    /// - Returns: whether it is.
    /// - Throws: the fault of the provenance.
    public func isSingle(_ id: String) throws(Origins.Fault) -> Bool {
        if circumstances.concerns(id) || OwnEyes.covers(id) { return true }
        if try provenance.isDerived(id) { return true }
        return try provenance.isShared(id)
    }

    /// The question about an object or a portion of it.
    /// - Parameters:
    ///   - object: the version.
    ///   - markings: its markings, or those of the portion.
    ///   - version: where this version came from; its digest, creator and labels are read off the object.
    ///   - terms: what the act asks.
    /// - Returns: the question.
    /// - Throws: the fault of the provenance.
    public func question(
        about object: JSONValue,
        bearing markings: MarkingReading,
        from version: HeldVersion,
        _ terms: ReleaseTerms
    ) throws(Origins.Fault) -> ReleaseQuestion {
        let id = object["id"]?.string ?? ""
        var chain = Chain()
        try note(version.source, creator: object["created_by_ref"]?.string, &chain)
        if version.source == .own, try provenance.isShared(id) {
            // What a partner gave first stays its information, whoever brings it in again.
            let earlier = try provenance.versions(of: id).filter { $0.row < version.row }
            for other in Self.withoutCopies(earlier) where other.source != .own {
                if case .partner = other.source { try note(other.source, creator: nil, &chain) }
            }
        }
        let givers = chain.givers
        try follow(id, &chain)
        var question = ReleaseQuestion(
            marking: prepare(markings),
            item: id,
            from: circumstances.from,
            to: circumstances.to
        )
        question.origins = chain.parties.sorted()
        question.unknownOrigins = chain.unknown
        question.handedInBy = chain.handedIn
        question.isOfOwnEyes = chain.isOfOwnEyes
        question.embargo = Embargo.stricter(chain.embargo, Embargo(of: object))
        question.consents = circumstances.consents[id] ?? []
        question.assurances = circumstances.assurances
        question.exercises = circumstances.exercises
        question.recall = circumstances.recalls[id]?.first { block in
            // A partner recalls only what came from it, not what others gave or we made under the same identifier.
            block.holds(for: object, to: circumstances.to) && block.source.map { givers.contains($0) } ?? true
        }
        (question.channel, question.isNamed, question.purpose) = (terms.channel, terms.isNamed, terms.purpose)
        (question.maker, question.recipient, question.givesAbsent) = (terms.maker, terms.recipient, terms.givesAbsent)
        question.isKnownMarking = markings.isKnownDefinition
        return question
    }

    private func prepare(_ markings: MarkingReading) -> PreparedMarking {
        if let known = prepared[markings] { return known }
        let marking = PreparedMarking(markings, in: circumstances.tables)
        prepared[markings] = marking
        return marking
    }

    /// Whose information an object is.
    private struct Chain {
        var parties: Set<Int> = []
        var unknown: [String] = []
        var handedIn: String?
        /// Whether something of it is for the party's own eyes alone.
        var isOfOwnEyes = false
        /// The strictest embargo on what it was made of.
        var embargo: Embargo?
        /// The short names of partners that gave the version itself.
        var givers: Set<String> = []
    }

    private func note(_ source: VersionSource, creator: String?, _ chain: inout Chain) throws(Origins.Fault) {
        switch source {
        case .own, .rendition: break
        case .partner(let name, let party):
            chain.givers.insert(name)
            if party >= 0 {
                chain.parties.insert(party)
            } else {
                chain.unknown.append(name)
            }
        case .handedIn(let name): chain.handedIn = name
        }
        if let creator, let party = try provenance.party(of: creator, circumstances.tables) {
            chain.parties.insert(party)
        }
    }

    /// Whose information the works are that an object was made of, over every step (R05, R06): each version that was
    /// here counts, since nobody can tell which of them was used.
    private func follow(_ id: String, _ chain: inout Chain) throws(Origins.Fault) {
        var seen: Set<String> = [id]
        var queue = try provenance.sources(of: id)
        while let next = queue.popLast() {
            guard seen.insert(next).inserted else { continue }
            if OwnEyes.covers(next) { chain.isOfOwnEyes = true }
            queue += try provenance.sources(of: next)
            let versions = try provenance.versions(of: next)
            let isOwn = versions.contains { $0.source == .own }
            for version in Self.withoutCopies(versions) {
                chain.embargo = Embargo.stricter(chain.embargo, version.embargo)
                // What a sensor handed in counts until somebody has taken it over.
                if case .handedIn = version.source, isOwn { continue }
                try note(version.source, creator: version.creator, &chain)
                for label in version.labels {
                    for name in (label.originator.map { [$0] } ?? []) + label.origins {
                        if let party = circumstances.tables.party(name) {
                            chain.parties.insert(party)
                        } else {
                            chain.unknown.append(name)
                        }
                    }
                }
            }
        }
    }

    /// Versions without those that are a copy of an own one that was here before: what comes back is nobody else's.
    private static func withoutCopies(_ versions: [HeldVersion]) -> [HeldVersion] {
        var own: Set<[UInt8]> = []
        var kept: [HeldVersion] = []
        for version in versions.sorted(by: { $0.row < $1.row }) {
            if version.source == .own {
                own.insert(version.digest)
            } else if own.contains(version.digest) {
                continue
            }
            kept.append(version)
        }
        return kept
    }
}
