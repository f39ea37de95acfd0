public import Agreements
internal import JSON
internal import STIX

/// How a party tells a recipient of its own sightings (STIX 2.1, 5.2).
///
/// 1. It is told by the party alone who saw: `where_sighted_refs` names the party's own identity in place of its places
///    and units, and the party is its creator, unless an article lets it be told who saw.
/// 2. Where an article in force, or national additions, withhold small counts, it is told of fewer than ten that it was
///    seen: an absent count says at least once. A count of 0, looked and not seen, stays: it is no small number.
/// 3. Where one has counts told in bands, the count is replaced by its order of magnitude, from 10 to 99 for 40, in the
///    extension `Schemas/entente-sighting-band.json`; readers that do not know it read "at least once", which is true.
///
/// What restricts counts by any instrument holds for all: what one of them withholds no other one gives.
public struct SightingTerms: Sendable, Hashable {
    /// The extension that has the band of a count: `at_least` and `at_most`.
    public static let band = "extension-definition--0a8d3d0a-7d0e-4e59-8d7c-5f1f8f4a2f63"
    /// Counts below it are small.
    public static let small = 10

    private let named: LettingArticle?
    private let withheld: LettingArticle?
    private let banded: LettingArticle?

    /// The terms between two parties.
    /// - Parameters:
    ///   - bases: the agreements on which what goes rests, by number; empty for what is not classified.
    ///   - from: the sender's number.
    ///   - to: the recipient's number.
    ///   - tables: the agreements of the day.
    public init(_ bases: Set<Int>, from: Int, to: Int, _ tables: AgreementTables) {
        named = LettingArticle(.sightersNamed, bases, from: from, to: to, tables)
        func restriction(_ clause: Clause) -> LettingArticle? {
            if let said = tables.standing(from: from, to: to).said[clause] {
                return LettingArticle(Int32(said.agreement), Int32(said.rule))
            }
            guard from >= 0, to >= 0 else { return nil }
            let place = ClausePlace.place(clause)
            return tables.basisNumbers(from: from, to: to).lazy.map(tables.basis).first { $0.has(place) }
                .map { LettingArticle(Int32($0.agreement), Int32($0.clauseRules[place])) }
        }
        (withheld, banded) = (restriction(.smallCountsWithheld), restriction(.countsBanded))
    }

    /// What a recipient is told of a sighting.
    struct Told {
        /// The sighting as it is told.
        var object: JSONTree
        /// The properties that say something else now.
        var changed: [String] = []
        /// Why.
        var grounds: [Ground] = []
    }

    /// A sighting as it is told.
    /// - Parameters:
    ///   - sighting: the sighting, or what may go of it.
    ///   - party: the identity of the party that tells it; nil if it has none.
    /// - Returns: what is told.
    func told(_ sighting: JSONTree, by party: String?) -> Told {
        var told = Told(object: sighting)
        let places = sighting["where_sighted_refs"]?.elements?.compactMap(\.string) ?? []
        let tellsPlaces = !places.isEmpty && places != [party].compactMap { $0 }
        let tellsUnit = sighting["created_by_ref"]?.string.map { $0 != party } ?? false
        if tellsPlaces || tellsUnit {
            if let named {
                told.grounds.append(named.ground(.sightersNamed))
            } else {
                if tellsPlaces { told.object["where_sighted_refs"] = party.map { .strings([$0]) } }
                // A rendition is the party's own: whoever of it wrote the sighting is not told by that.
                told.changed += (tellsPlaces ? ["where_sighted_refs"] : []) + (tellsUnit ? ["created_by_ref"] : [])
                told.grounds.append(Ground(code: .sightersWithheld, verdict: .permits))
            }
        }
        tellCount(&told)
        return told
    }

    private func tellCount(_ told: inout Told) {
        guard withheld != nil || banded != nil, let value = told.object["count"] else { return }
        // What is no number is no count that could be told.
        let count = if case .number(let text) = value { Int(text) ?? 1 } else { 1 }
        guard count != 0 else { return }
        if let withheld, count < Self.small {
            told.grounds.append(withheld.ground(.countWithheld))
        } else if let banded {
            var from = 1
            while from <= count / 10 { from *= 10 }
            var extensions = told.object["extensions"] ?? .object([])
            extensions[Self.band] = .members([
                "extension_type": .string("property-extension"), "at_least": .integer(from),
                "at_most": .integer(from <= Int.max / 10 ? from * 10 - 1 : Int.max),
            ])
            told.object["extensions"] = extensions
            told.grounds.append(banded.ground(.countBanded))
        } else {
            return
        }
        told.object["count"] = nil
        told.changed.append("count")
    }
}
