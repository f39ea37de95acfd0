public import Geography

/// Item Q) of a NOTAM: `FIR/code/traffic/purpose/scope/lower/upper/centre and radius` (PANS-AIM, appendix 3).
public struct Qualifier: Sendable, Hashable {
    /// The flight information region, four letters.
    public var fir: String
    /// The NOTAM code, five letters that begin with Q.
    public var code: String
    /// I (instrument flights), V (visual flights), both, or K (checklist).
    public var traffic: String
    /// N, B, O, M or K, one to three of them.
    public var purpose: String
    /// A (aerodrome), E (en route), W (warning), one or two of them, or K.
    public var scope: String
    /// Hundreds of feet.
    public var lower: Int
    /// Hundreds of feet; 999 for unlimited.
    public var upper: Int
    /// The centre, to the minute; nil if the item has none.
    public var centre: Position?
    /// Nautical miles, 1 to 999.
    public var radius: Int?

    /// The text of the item.
    var text: String {
        var fields = [fir, code, traffic, purpose, scope, digits(lower, 3), digits(upper, 3)]
        if let centre {
            fields.append(PositionText.qualifier(centre) + digits(radius ?? 999, 3))
        }
        return fields.joined(separator: "/")
    }
}

extension Qualifier {
    /// The code for what no other code says: the text says it in plain language (ICAO Doc 8126, NOTAM code, XX for
    /// subject and for condition).
    static let plainLanguage = "QXXXX"

    /// The item of a draft as far as nothing else is said: a warning to all traffic, from the surface up.
    /// - Parameter notice: the draft, for its region and kind.
    init(draftOf notice: Notice) {
        self.init(
            fir: notice.locations.first ?? "[FIR]",
            code: notice.kind?.code ?? Self.plainLanguage,
            traffic: "IV",
            purpose: notice.kind?.purpose ?? "BO",
            scope: "W",
            lower: 0,
            upper: 999,
            centre: nil,
            radius: nil
        )
    }

    /// Reads the item.
    /// - Returns: the item; nil if it has not its seven or eight fields. What is wrong in the fields is said by the
    ///   checks.
    init?(_ text: String) {
        let fields = text.split(separator: "/", omittingEmptySubsequences: false).map { field in
            String(field.filter { $0 != " " && $0 != "\n" && $0 != "\t" })
        }
        guard fields.count == 7 || fields.count == 8, let lower = Digits.value(fields[5].utf8),
            let upper = Digits.value(fields[6].utf8), lower <= 999, upper <= 999
        else { return nil }
        self.init(
            fir: fields[0],
            code: fields[1],
            traffic: fields[2],
            purpose: fields[3],
            scope: fields[4],
            lower: lower,
            upper: upper,
            centre: nil,
            radius: nil
        )
        guard fields.count == 8, !fields[7].isEmpty else { return }
        let bytes = Array(fields[7].utf8)
        guard let found = PositionText.compact(bytes, at: 0), let centre = found.position else { return nil }
        self.centre = centre
        let rest = bytes[found.end...]
        guard !rest.isEmpty else { return }
        guard rest.count == 3, let radius = Digits.value(rest) else { return nil }
        self.radius = radius
    }
}
