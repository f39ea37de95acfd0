internal import JSON
internal import Release

/// A text as a table: for each row the words of each party, the acts of each party, and what follows from them.
///
/// What a party is said to have written or done is only what came from that party itself; of the own side an act counts
/// from when the others were given it.
struct AgreedTable {
    /// The words of one party in a row.
    struct Side {
        let party: String
        let isOwn: Bool
        let wording: Seen<Wording>
        /// Which versions others were given, the oldest first; nothing of those that came from others.
        let sent: [SeenParties.Sent]

        /// Whether the others have this version.
        var isSent: Bool { !isOwn || sent.contains { $0.version == wording.view.version } }
    }

    /// An act that stands or waits to be given.
    struct Done {
        let seen: Seen<PartyAct>
        let isOwn: Bool
        /// To whom it was given; nothing of those that came from others.
        let sent: [SeenParties.Sent]
    }

    /// A row.
    struct Row {
        let name: String
        let sides: [Side]
        let acts: [Done]
        let joint: JointAct
        /// The own party's last act where it waits to be given to the others.
        let unsent: Done?

        /// Where it stands among the others.
        var position: Double { sides.map(\.wording.view.position).min() ?? .infinity }
        /// The side whose words stand for the row where one is to: the own one, else the first.
        var leading: Side? { sides.first { $0.isOwn } ?? sides.first }
        /// The number that is shown.
        var number: String? { leading?.wording.view.words.number }

        /// How it stands.
        var state: State {
            switch joint.state {
            case .agreed: return .agreed
            case .adReferendum: return .adReferendum
            case .reserved: return .reserved
            case .open: break
            }
            if sides.contains(where: { $0.wording.view.state == "bracketed" }) { return .bracketed }
            let said = sides.map(\.wording.view.words)
            return Set(said.map(\.body)).count > 1 || sides.contains { $0.wording.view.state == "alternative" }
                ? .alternative : .open
        }
    }

    /// How a row stands.
    enum State: String, CaseIterable {
        case open
        case bracketed
        case alternative
        case reserved
        case adReferendum = "ad-referendum"
        case agreed
    }

    let text: Seen<AgreedText>
    let rows: [Row]
    /// The acts about all rows together.
    let whole: Row
    /// What an act about all rows together is about, once each row is agreed; else nil.
    let wholeThing: JSONTree?
    /// The digest of that.
    let wholeDigest: String?

    /// The table of a text.
    /// - Throws: `SeenFault` if the store cannot be read.
    init(_ text: Seen<AgreedText>, _ seen: SeenObjects) throws(SeenFault) {
        let wordings = try seen.all(Wording.self, referringTo: text.id).filter { $0.view.text == text.id }
        let acts = try seen.all(PartyAct.self, referringTo: text.id).filter { $0.view.text == text.id }
        let parties = seen.parties
        var sides: [String: [Side]] = [:]
        for wording in wordings.sorted(by: { $0.view.moment > $1.view.moment }) {
            let view = wording.view
            guard parties.giver(of: wording.source) == view.party, text.view.parties.contains(view.party),
                sides[view.row]?.contains(where: { $0.party == view.party }) != true
            else { continue }
            let isOwn = wording.source == "own"
            let sent = isOwn ? try parties.sent(wording.id) : []
            sides[view.row, default: []].append(Side(party: view.party, isOwn: isOwn, wording: wording, sent: sent))
        }
        var done: [String?: [Done]] = [:]
        for act in acts {
            // A digest that is not that of the thing says nothing.
            guard parties.giver(of: act.source) == act.view.act.party,
                parties.digest(of: act.view.thing) == act.view.act.digest
            else { continue }
            let isOwn = act.source == "own"
            let sent = isOwn ? try parties.sent(act.id) : []
            done[act.view.row, default: []].append(Done(seen: act, isOwn: isOwn, sent: sent))
        }
        func row(_ name: String?, _ sides: [Side]) -> Row {
            let order = text.view.parties
            return Row(
                name: name ?? "",
                sides: sides.sorted { (order.firstIndex(of: $0.party) ?? 0) < (order.firstIndex(of: $1.party) ?? 0) },
                done[name] ?? [],
                text.view.parties
            )
        }
        let names = Set(sides.keys).union(done.keys.compactMap(\.self))
        rows = names.map { row($0, sides[$0] ?? []) }.sorted { ($0.position, $0.name) < ($1.position, $1.name) }
        whole = row(nil, [])
        self.text = text
        var digests: [String: String] = [:]
        for row in rows { if let digest = row.joint.state.digest { digests[row.name] = digest } }
        wholeThing =
            !rows.isEmpty && digests.count == rows.count ? RowWords.whole(digests, of: text.id) : nil
        wholeDigest = wholeThing.map(parties.digest)
    }

    /// How all rows together stand: what was agreed of the whole holds while the rows are what they were.
    var state: State {
        switch whole.joint.state {
        case .reserved: .reserved
        case .agreed(let digest) where digest == wholeDigest: .agreed
        case .adReferendum(let digest) where digest == wholeDigest: .adReferendum
        default: .open
        }
    }
}

extension AgreedTable.Row {
    /// A row with what follows from the acts: those of the own side count once every other party was given them.
    init(name: String, sides: [AgreedTable.Side], _ done: [AgreedTable.Done], _ parties: [String]) {
        let counting = done.filter { act in
            guard act.isOwn else { return true }
            let given = act.sent.filter { $0.version == act.seen.view.version }.map(\.party)
            return parties.allSatisfy { $0 == act.seen.view.act.party || given.contains($0) }
        }
        let last = done.filter(\.isOwn).max { Self.order($0) < Self.order($1) }
        let isCounting = last.map { one in counting.contains { $0.seen.id == one.seen.id } } ?? true
        self.init(
            name: name,
            sides: sides,
            acts: done.sorted { Self.order($0) < Self.order($1) },
            joint: JointAct(of: parties, after: counting.map(\.seen.view.act)),
            unsent: isCounting ? nil : last
        )
    }

    private static func order(_ done: AgreedTable.Done) -> (Int64, String) {
        (done.seen.view.act.moment, done.seen.id)
    }
}

extension JointAct.State {
    /// What is agreed, by its digest; nil if nothing is.
    var digest: String? {
        switch self {
        case .agreed(let digest), .adReferendum(let digest): digest
        case .open, .reserved: nil
        }
    }
}
