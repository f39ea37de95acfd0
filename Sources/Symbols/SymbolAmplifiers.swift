/// What stands around a frame, by the letters of MIL-STD-2525D, table A-IV; texts longer than `most` are cut.
public struct SymbolAmplifiers: Sendable, Equatable {
    /// Field T: what this one is called.
    public var designation: String?
    /// Field M: what it belongs to.
    public var higherFormation: String?
    /// Field H: what else is to be said.
    public var information: String?
    /// Field G: what a staff says of it.
    public var comments: String?
    /// Field W: when, as a date-time group.
    public var dateTime: String?
    /// Field V: what type of equipment it is.
    public var type: String?
    /// Field Y: where it is.
    public var location: String?
    /// Field Z: how fast it is.
    public var speed: String?
    /// Field Q: where it is going, in degrees from north, clockwise.
    public var direction: Double?

    /// The most characters of a text.
    public static let most = 40

    /// None.
    public init() {}

    /// What stands left of the frame, from the top.
    var left: [String] { [dateTime, location, type, designation, speed].compactMap(Self.cut) }
    /// What stands right of it.
    var right: [String] { [comments, information, higherFormation].compactMap(Self.cut) }

    private static func cut(_ text: String?) -> String? {
        guard let text, !text.isEmpty else { return nil }
        return text.count <= most ? text : text.prefix(most - 1) + "…"
    }
}
