public import NormalForms

/// An indicator as formats of detection read it, with what each of its lines has to say of where it comes from.
public struct Detection: Sendable {
    /// The object's identifier.
    public var id: String
    /// What people call it.
    public var name: String
    /// The language of its pattern (`pattern_type`).
    public var language: String
    /// The pattern as its author wrote it.
    public var pattern: String
    /// The party whose it is, as people call it.
    public var party: String
    /// Its marking, as it is shown.
    public var marking: String
    /// What may be done with it; nil where nothing is said of that.
    public var actions: DetectionUse?
    /// The agreement by which it is here; empty for what needs none.
    public var agreement: String
    /// The moment from which it says nothing any more; nil if it has no end.
    public var until: String?
    /// The day of its making, as `2026-11-30`.
    public var created: String
    /// A number that grows with each version.
    public var version: Int

    /// An indicator.
    public init(
        id: String,
        name: String,
        language: String,
        pattern: String,
        party: String,
        marking: String,
        actions: DetectionUse? = nil,
        agreement: String = "",
        until: String? = nil,
        created: String = "1970-01-01",
        version: Int = 1
    ) {
        (self.id, self.name, self.language, self.pattern) = (id, name, language, pattern)
        (self.party, self.marking, self.actions, self.agreement) = (party, marking, actions, agreement)
        (self.until, self.created, self.version) = (until, created, version)
    }

    /// What its lines say of it, in one line that breaks out of no comment.
    var trace: String {
        "object=\(id) party=\(Self.plain(party)) marking=\(Self.plain(marking))"
            + " agreement=\(agreement.isEmpty ? "none" : Self.plain(agreement)) until=\(until ?? "none")"
    }

    /// A text without anything that ends a line, and without spaces at its ends.
    static func plain(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return text }
        guard text.unicodeScalars.contains(where: breaks) else { return text }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { plain.append(breaks(scalar) ? " " : scalar) }
        return String(plain)
    }

    /// Whether a character may end a line, or turn its direction around.
    static func breaks(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff: true
        default: false
        }
    }
}

/// What may be done with an indicator, or is done with a file of them: the levels of the Permissible Actions
/// Protocol.
public enum DetectionUse: String, Sendable, CaseIterable, Comparable {
    /// Nothing that can be noticed from outside, and nothing by a machine of somebody else.
    case none
    /// Looking, in traffic and in records of one's own.
    case passive
    /// Everything, blocking too.
    case active

    /// Whether one allows less than another.
    public static func < (left: DetectionUse, right: DetectionUse) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .none: 0
        case .passive: 1
        case .active: 2
        }
    }
}

/// Why an indicator, or a value of it, is not in a file; or what its lines do not say.
public enum DetectionReason: String, Sendable, CaseIterable {
    /// Its marking does not allow what the file is for.
    case actions
    /// The pattern is not well-formed.
    case wrong
    /// The pattern's language is not the format's.
    case language
    /// It asks for several observations, an order or a time.
    case several
    /// It asks for several properties of one object at once.
    case together
    /// It asks for what is not so: what has no such property is taken in two ways.
    case negated
    /// It asks over several fields for what is not so, which Splunk turns around.
    case negatedFields = "negated-fields"
    /// It compares in a way that the format has not.
    case operation
    /// It asks for something of which the format knows nothing.
    case property
    /// It asks for one direction of traffic.
    case direction
    /// What it asks for comes from different sources of records.
    case sources
    /// The value is not well-formed.
    case malformed
    /// A network of all addresses.
    case everything
    /// Private or local addresses: each place has its own.
    case local
    /// A name of the top: all that is below would be met.
    case top
    /// A name that the format itself gives a meaning to.
    case reserved
    /// It is longer than the format can have it.
    case long
    /// It has characters that the format has no way to write.
    case characters
    /// It has a part that is never sent.
    case fragment
    /// Text of a rule that could do more than look, or break the rules of others.
    case unsafe
    /// Text of a rule that programs read differently.
    case unclear
    /// In the file, but: of an encrypted address the name alone is looked for, the path is lost.
    case path
    /// In the file, but: `0 of them` is read in two ways; `none of them` is clear.
    case zeroOfThem = "zero-of-them"
    /// In the file, but: in a list only the name itself is looked for, not the names below it.
    case nameAlone = "name-alone"
    /// In the file, but: programs that follow IDNA 2003 make another name of one in letters beyond ASCII.
    case letters
    /// In the file, but: only programs that are started are looked at.
    case started
    /// In the file, but: a warning list has the value.
    case listed
    /// A warning list has the value, and such lines are not wanted.
    case onList = "on-list"

    /// Whether the file has it in spite of what is said.
    public var isKept: Bool { [.path, .zeroOfThem, .nameAlone, .letters, .started, .listed].contains(self) }
}

/// Something that is to be said of an indicator.
public struct DetectionRemark: Sendable, Equatable {
    /// Which one, by its place.
    public var detection: Int
    /// Which value of it; nil for all of it.
    public var value: String?
    /// What is to be said.
    public var reason: DetectionReason
    /// The warning list that has the value, where that is what is to be said.
    public var list: DetectionListHit?

    init(_ detection: Int, _ reason: DetectionReason, _ value: String? = nil, _ list: DetectionListHit? = nil) {
        (self.detection, self.reason, self.value, self.list) = (detection, reason, value, list)
    }
}

extension DetectionRemark {
    /// What it is said of.
    struct Place: Hashable {
        let detection: Int
        let value: String?
    }

    var place: Place { Place(detection: detection, value: value) }
}

/// A warning list that has a value, and how.
public struct DetectionListHit: Sendable, Hashable {
    /// What the list is called.
    public var name: String
    /// Its version.
    public var version: Int
    /// How the value has to do with it, such as `within`.
    public var relation: String

    /// A hit.
    public init(name: String, version: Int, relation: String) {
        (self.name, self.version, self.relation) = (name, version, relation)
    }
}

/// What becomes of values that warning lists have: each is said, and is in the file all the same unless it is not
/// wanted there.
public struct DetectionListing: Sendable {
    /// So many lists are named for one value.
    static let most = 20

    /// Whether such values are left out.
    public var leavesOut: Bool
    /// The lists that have a value.
    public var hits: @Sendable (NormalForm) -> [DetectionListHit]

    /// What becomes of such values.
    public init(leavesOut: Bool, hits: @escaping @Sendable (NormalForm) -> [DetectionListHit]) {
        (self.leavesOut, self.hits) = (leavesOut, hits)
    }
}

/// Where a line of a file comes from.
public struct DetectionLine: Sendable, Equatable {
    /// Which line, from one; of several the first.
    public var line: Int
    /// Of several lines the last.
    public var last: Int
    /// Which indicator, by its place.
    public var detection: Int
}

/// A file for a program that detects.
public struct DetectionFile: Sendable {
    /// What it is called.
    public var name: String
    /// What it has.
    public var bytes: [UInt8] = []
    /// Where its lines come from, in their order; what has no line of its own is not there.
    public var lines: [DetectionLine] = []
    /// How many lines there are.
    private(set) var count = 0

    init(_ name: String) { self.name = name }

    /// A bundle of indicators as they are, one a line.
    /// - Parameters:
    ///   - objects: each with its place among the indicators, and its bytes.
    ///   - id: the UUID of the bundle.
    /// - Returns: the file.
    public static func bundle(_ objects: [(place: Int, bytes: [UInt8])], id: String) -> DetectionFile {
        var file = DetectionFile(DetectionFormat.stix.files[0])
        let hasObjects = !objects.isEmpty
        file.add("{\"type\":\"bundle\",\"id\":\"bundle--\(id)\"" + (hasObjects ? ",\"objects\":[" : "}"))
        for (number, object) in objects.enumerated() {
            file.bytes += object.bytes
            file.add("", object.place, end: number + 1 < objects.count ? ",\n" : "\n")
        }
        if hasObjects { file.add("]}") }
        return file
    }

    /// Adds a line.
    /// - Parameters:
    ///   - text: without its end.
    ///   - detection: where it comes from; nil for a line of the format itself or a comment.
    ///   - end: what ends it.
    mutating func add(_ text: String, _ detection: Int? = nil, end: String = "\n") {
        bytes.append(contentsOf: text.utf8)
        bytes.append(contentsOf: end.utf8)
        count += 1
        if let detection { lines.append(DetectionLine(line: count, last: count, detection: detection)) }
    }

    /// Adds lines that come from one indicator.
    mutating func add(block: String, _ detection: Int) {
        let start = bytes.count
        bytes.append(contentsOf: block.utf8)
        bytes.append(UInt8(ascii: "\n"))
        var ends = 0
        for place in start..<bytes.count where bytes[place] == UInt8(ascii: "\n") { ends += 1 }
        lines.append(DetectionLine(line: count + 1, last: count + ends, detection: detection))
        count += ends
    }

    /// Says that the last line comes from one more indicator.
    mutating func note(_ detection: Int) {
        lines.append(DetectionLine(line: count, last: count, detection: detection))
    }
}

/// What came of writing a format: its files, and what is to be said.
public struct DetectionAnswer: Sendable {
    /// The files; the first is the one that a program is pointed to.
    public var files: [DetectionFile]
    /// What is not in them, and what they do not say.
    public var remarks: [DetectionRemark] = []
}
