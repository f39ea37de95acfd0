/// An event of Cursor-on-Target: what is where, and when, as one message (Event.xsd 2.0; TAK protocol, version 1).
public struct CoTEvent: Sendable, Equatable {
    /// The version of the format; 2.0 where none is written.
    public var version = "2.0"
    /// What the event is about, the same over its updates.
    public var uid = ""
    /// What it is, as a path of letters: `a-f-S-C-L-F-F`.
    public var type = ""
    /// How it is known.
    public var how: String?
    /// When it was made, in microseconds of UTC since 1970.
    public var time: Int64?
    /// From when it holds.
    public var start: Int64?
    /// Until when it holds.
    public var stale: Int64?
    /// Who may have it, as its writer says.
    public var access: String?
    /// How it is to be delivered.
    public var qos: String?
    /// Whether it is of operations (`o-`), of an exercise (`e-NAME`) or of a simulation (`s-NAME`).
    public var opex: String?
    /// How it is to be handled.
    public var caveat: String?
    /// Whom it may go to.
    public var releasableTo: String?
    /// Where it is.
    public var point = CoTPoint()
    /// What stands in `detail`, in its order.
    public var detail: [CoTElement] = []
    /// Attributes of `event` that the format has not.
    public var others: [CoTAttribute] = []
    /// What a message says of its sender.
    public var control: CoTControl?
    /// What was read and is in no member of this: it is lost when the event is written.
    public internal(set) var unread: [String] = []

    /// An event without anything.
    public init() {}
}

/// A place on the ellipsoid of WGS 84, with how well it is known.
public struct CoTPoint: Sendable, Equatable {
    /// Degrees, north positive.
    public var latitude = 0.0
    /// Degrees, east positive.
    public var longitude = 0.0
    /// Metres above the ellipsoid; nil for not known, which is written 9999999.
    public var height: Double?
    /// Metres of error around the place; nil for not known.
    public var circularError: Double?
    /// Metres of error above and below; nil for not known.
    public var linearError: Double?

    /// What stands for a number that is not known.
    static let unknown = 9_999_999.0

    /// A place on the equator at Greenwich, of unknown height.
    public init() {}
}

/// A name with its value.
public struct CoTAttribute: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public let value: String

    /// A name with its value.
    public init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}

/// Which versions of the protocol a sender speaks.
public struct CoTControl: Sendable, Equatable {
    /// The lowest version.
    public var lowest: UInt32?
    /// The highest version.
    public var highest: UInt32?
    /// Who the sender is.
    public var contact: String?
}
