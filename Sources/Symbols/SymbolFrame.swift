/// The shape of a frame, which says where something is (MIL-STD-2525D, table A-III and figure 4).
public enum SymbolFrame: String, Sendable, CaseIterable {
    /// Above the air.
    case space
    /// In the air.
    case air
    /// A unit on land.
    case landUnit = "land unit"
    /// A thing on land.
    case landEquipment = "land equipment"
    /// A place on land.
    case landInstallation = "land installation"
    /// A person on land.
    case individual = "dismounted individual"
    /// On the water.
    case seaSurface = "sea surface"
    /// Below the water.
    case seaSubsurface = "sea subsurface"
    /// What happens.
    case activity
    /// In networks.
    case cyberspace

    /// The frame of a symbol set; nil for sets without frames (control measures, weather) and unknown ones.
    init?(set: String) {
        switch set {
        case "05", "06", "50": self = .space
        case "01", "02", "51": self = .air
        case "10", "11", "52": self = .landUnit
        case "15": self = .landEquipment
        case "20": self = .landInstallation
        case "27": self = .individual
        case "30", "53": self = .seaSurface
        case "35", "36", "54": self = .seaSubsurface
        case "40": self = .activity
        case "60": self = .cyberspace
        default: return nil
        }
    }

    /// The frame of a digit of 2525E (place 23), which stands in place of the set's own.
    init?(digit: Character) {
        switch digit {
        case "1": self = .space
        case "2": self = .air
        case "3": self = .landUnit
        case "4": self = .landEquipment
        case "5": self = .landInstallation
        case "6": self = .individual
        case "7": self = .seaSubsurface
        case "8": self = .activity
        case "9": self = .cyberspace
        default: return nil
        }
    }

    /// The family of shapes that an identity has.
    enum Side {
        case friend, hostile, neutral, unknown

        init(_ identity: SymbolIdentity) {
            switch identity {
            case .friend, .assumedFriend: self = .friend
            case .suspect, .hostile: self = .hostile
            case .neutral: self = .neutral
            case .pending, .unknown: self = .unknown
            }
        }
    }

    /// The outline within a square of 200, and what is filled of it in the colour of the lines.
    func outline(_ side: Side) -> (path: String, solid: String?) {
        switch self {
        case .air: (Self.open(side), nil)
        case .space: (Self.open(side), Self.cap(side))
        case .seaSubsurface: (Self.sunk(side), nil)
        case .landUnit: (Self.land(side), nil)
        case .landEquipment, .seaSurface: (side == .friend ? Self.circle : Self.land(side), nil)
        case .individual: (side == .friend ? "M100 44L156 72V128L100 156L44 128V72Z" : Self.land(side), nil)
        case .landInstallation: (Self.land(side), Self.roof(side))
        case .activity: (Self.land(side), Self.corners(side))
        case .cyberspace: (Self.land(side), Self.edge(side))
        }
    }

    private static let circle = "M40 100A60 60 0 0 1 160 100A60 60 0 0 1 40 100Z"
    private static let clover =
        "M64 64C64 18 136 18 136 64C182 64 182 136 136 136C136 182 64 182 64 136C18 136 18 64 64 64Z"

    private static func land(_ side: Side) -> String {
        switch side {
        case .friend: "M25 50H175V150H25Z"
        case .hostile: "M100 28L172 100L100 172L28 100Z"
        case .neutral: "M45 45H155V155H45Z"
        case .unknown: clover
        }
    }

    /// Open below: in the air.
    private static func open(_ side: Side) -> String {
        switch side {
        case .friend: "M45 150C45 64 72 30 100 30C128 30 155 64 155 150"
        case .hostile: "M45 150V72L100 22L155 72V150"
        case .neutral: "M45 150V32H155V150"
        case .unknown: "M65 150C12 150 14 62 65 62C65 10 135 10 135 62C186 62 188 150 135 150"
        }
    }

    /// Open above: below the water.
    private static func sunk(_ side: Side) -> String {
        switch side {
        case .friend: "M45 50C45 136 72 170 100 170C128 170 155 136 155 50"
        case .hostile: "M45 50V128L100 178L155 128V50"
        case .neutral: "M45 50V168H155V50"
        case .unknown: "M65 50C12 50 14 138 65 138C65 190 135 190 135 138C186 138 188 50 135 50"
        }
    }

    private static func cap(_ side: Side) -> String {
        switch side {
        case .friend: "M68 50C78 35 89 30 100 30C111 30 122 35 132 50Z"
        case .hostile: "M69 50L100 22L131 50Z"
        case .neutral: "M45 50V32H155V50Z"
        case .unknown: "M67 48C73 30 85 23 100 23C115 23 127 30 133 48Z"
        }
    }

    private static func roof(_ side: Side) -> String {
        switch side {
        case .friend: "M80 40H120V50H80Z"
        case .hostile: "M82 34V22H118V34H106L100 28L94 34Z"
        case .neutral: "M80 35H120V45H80Z"
        case .unknown: "M80 20H120V30H80Z"
        }
    }

    private static func corners(_ side: Side) -> String {
        switch side {
        case .friend: "M25 50H40V65H25ZM160 50H175V65H160ZM25 135H40V150H25ZM160 135H175V150H160Z"
        case .hostile:
            "M100 28L111 39L100 50L89 39ZM28 100L39 89L50 100L39 111ZM172 100L161 89L150 100L161 111Z"
                + "M100 172L89 161L100 150L111 161Z"
        case .neutral: "M45 45H60V60H45ZM140 45H155V60H140ZM45 140H60V155H45ZM140 140H155V155H140Z"
        case .unknown: "M92 30H108V45H92ZM30 92H45V108H30ZM155 92H170V108H155ZM92 155H108V170H92Z"
        }
    }

    private static func edge(_ side: Side) -> String {
        switch side {
        case .friend: "M135 150L175 110V150Z"
        case .hostile: "M150 78L172 100L150 122Z"
        case .neutral: "M115 155L155 115V155Z"
        case .unknown: "M152 68C178 80 178 120 152 132Z"
        }
    }
}
