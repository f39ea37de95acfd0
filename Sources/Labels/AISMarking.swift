public import JSON

/// A marking of CISA's Automated Indicator Sharing, as it comes into STIX 2 from the AIS profile of STIX 1.
///
/// It is a marking definition with `definition_type` `ais`, or one whose extension has the same properties.
public struct AISMarking: Sendable, Hashable {
    /// To whom the submitter may be named.
    public enum Consent: String, Sendable {
        /// To everybody.
        case everyone
        /// To the government of the United States.
        case usg
        /// To nobody but CISA.
        case none
    }

    /// Whether it is proprietary information of the submitter (`is_proprietary`).
    public var isProprietary: Bool
    /// Whether CISA treats it as proprietary, if the marking says so (`is_cisa_proprietary`).
    public var isCISAProprietary: Bool?
    /// To whom the submitter may be named (`consent`).
    public var consent: Consent
    /// The colour: `color` or `tlp`.
    ///
    /// AIS was made for TLP 1, whose amber is AMBER+STRICT here, the stricter of its readings, as elsewhere.
    public var tlp: TLPLevel

    /// Reads a marking definition, or nil if it is no such marking or says something that is not known.
    /// - Parameter definition: the marking definition object.
    public init?(definition: JSONValue) {
        guard let content = Self.content(of: definition),
            let isProprietary = content["is_proprietary"].flatMap(Self.flag),
            let consent = content["consent"]?.string.flatMap({ Consent(rawValue: $0.lowercased()) }),
            let colour = (content["color"] ?? content["tlp"])?.string, let tlp = Self.level(colour)
        else { return nil }
        self.isProprietary = isProprietary
        self.consent = consent
        self.tlp = tlp
        isCISAProprietary = content["is_cisa_proprietary"].flatMap(Self.flag)
    }

    /// The marking as a label of the policy `CISA AIS`: its level is the colour.
    ///
    /// Consent is about the name of the submitter and proprietary about how the content is kept: both inform, and limit no
    /// audience of the content.
    public var label: Label {
        var proprietary = [isProprietary ? "PROPRIETARY" : "NOT PROPRIETARY"]
        if let isCISAProprietary {
            proprietary.append(isCISAProprietary ? "CISA PROPRIETARY" : "NOT CISA PROPRIETARY")
        }
        return Label(
            policy: "CISA AIS",
            classification: tlp.label,
            categories: [
                LabelCategory(tag: "AIS Consent", kind: .informative, values: [consent.rawValue.uppercased()]),
                LabelCategory(tag: "AIS Proprietary", kind: .informative, values: proprietary),
            ]
        )
    }

    private static func content(of definition: JSONValue) -> JSONValue? {
        if definition["definition_type"]?.isString("ais") ?? false { return definition["definition"] }
        for member in definition["extensions"].map({ Array($0.members) }) ?? [] {
            let content =
                member.value["extension_type"]?.isString("toplevel-property-extension") ?? false
                ? definition : member.value
            if content["is_proprietary"] != nil, content["consent"] != nil { return content }
        }
        return nil
    }

    private static func flag(_ value: JSONValue) -> Bool? {
        value.bool ?? value.string.flatMap { Bool($0.lowercased()) }
    }

    private static func level(_ colour: String) -> TLPLevel? {
        switch colour.lowercased() {
        case "white", "clear": .clear
        case "green": .green
        case "amber", "amber+strict": .amberStrict
        case "red": .red
        default: nil
        }
    }
}
