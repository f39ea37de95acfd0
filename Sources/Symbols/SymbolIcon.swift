/// What stands inside a frame.
enum SymbolIcon: Sendable {
    /// Letters, as the standard has them.
    case letters(String)
    /// A merchant's hull with letters on it.
    case hull(String)
    /// A drawing in the square of 200 that frames are drawn in.
    case drawing([Stroke])
    /// Lines that reach to the frame, so that they differ with its shape.
    case full(Full)

    /// A part of a drawing.
    struct Stroke: Sendable {
        /// How it is painted.
        enum Paint: Sendable {
            /// In the colour of the lines.
            case solid
            /// As a line of three units.
            case line
            /// White with a line around it.
            case open
        }

        let paint: Paint
        let path: String
    }

    /// An icon that reaches to the frame.
    enum Full: String, Sendable, CaseIterable {
        case infantry, armouredinfantry, motorised, recce, medical, hospital, supply, airdefence, signal
    }

    /// An icon by the word of the table; nil for its name in words.
    init?(named word: String) {
        if word.hasPrefix("t:") {
            self = .letters(String(word.dropFirst(2)))
        } else if word.hasPrefix("h:") {
            self = .hull(String(word.dropFirst(2)))
        } else if let full = Full(rawValue: String(word.dropFirst(2))) {
            self = .full(full)
        } else if let strokes = Self.drawings[String(word.dropFirst(2))] {
            self = .drawing(strokes)
        } else {
            return nil
        }
    }

    /// A ship from the side, with its bridge.
    static let hull = Stroke(paint: .open, path: "M62 95H80V72H120V95H138L126 122H74Z")

    private static let drawings: [String: [Stroke]] = ships.merging(below) { $1 }.merging(above) { $1 }
        .merging(ashore) { $1 }

    private static func solid(_ path: String) -> Stroke { Stroke(paint: .solid, path: path) }
    private static func line(_ path: String) -> Stroke { Stroke(paint: .line, path: path) }
    private static func open(_ path: String) -> Stroke { Stroke(paint: .open, path: path) }

    private static let ships: [String: [Stroke]] = [
        "combatant": [
            line("M82 74L117 115M118 74L83 115M78 108L91 121M122 108L109 121M81 118L76 123M119 118L124 123")
        ],
        "carrier": [solid("M79 79H101V100H122L100 122L79 100Z")],
        "line": [solid("M80 79H120V85H105V91H112V101H123L100 123L77 101H88V91H95V85H80Z")],
        "amphibious": [solid("M89 79H111V101H122L100 123L78 101H89Z"), line("M100 122H124")],
        "minewarfare": [
            solid("M78 100H122L100 123ZM83 101A17 17 0 0 1 117 101Z"), line("M100 86V76M88 90L81 82M112 90L119 82"),
        ],
        "patrol": [solid("M89 79H111V101H122L100 123L78 101H89Z")],
        "unmanned": [solid("M66 84L100 104L134 84V95L100 117L66 95Z")],
        "speedboat": [solid("M68 98H93L101 80H112L104 98H134L123 118H79Z")],
        "convoy": [solid("M63 80H137V120H119V98H81V120H63Z")],
        "noncombatant": [solid("M80 78H120V97H135V121H65V97H80Z")],
        "hull": [hull],
        "hospitalship": [hull, solid("M95 80H105V91H116V101H105V112H95V101H84V91H95Z")],
        "fishing": [open("M62 98H76V86H92V98H138L126 122H74Z"), line("M100 98V66M106 98L130 72")],
        "lawship": [hull, solid("M108 122L118 95H130L120 122Z")],
        "sail": [open("M62 98H138L126 122H74Z"), open("M100 93V62L128 93Z")],
        "motorboat": [open("M62 98H82L94 72H106L94 98H138L126 122H74Z")],
        "ownship": [line("M100 56V144M56 100H144M60 100A40 40 0 0 1 140 100A40 40 0 0 1 60 100Z")],
    ]

    private static let below: [String: [Stroke]] = [
        "submarine": [solid("M66 100L77 87H123L134 100L123 113H77Z")],
        "surfaced": [
            solid("M66 96L77 84H123L134 96L123 108H77Z"),
            line("M69 121L77 114L85 121L93 114L101 121L109 114L117 121L125 114L131 120"),
        ],
        "snorkelling": [
            solid("M68 108L79 97H121L132 108L121 119H79ZM95 82H105V98H95Z"),
            line("M66 91L74 84L82 91L90 84M110 84L118 91L126 84L134 91"),
        ],
        "bottomed": [solid("M66 96L77 83H123L134 96L123 109H77ZM75 114H125V122H75Z")],
        "underwatervehicle": [solid("M66 84L100 104L134 84V95L100 117L66 95Z")],
        "diver": [
            line("M83 98A17 17 0 0 1 117 98A17 17 0 0 1 83 98Z"),
            solid(
                "M93 98A7 7 0 0 1 107 98A7 7 0 0 1 93 98ZM86 113H114L118 124H82ZM76 90H84V106H76ZM116 90H124V106H116Z"
            ),
        ],
        "torpedo": [solid("M64 100C64 95 69 93 76 93H118L136 88V112L118 107H76C69 107 64 105 64 100Z")],
        "mine": [mine], "minebottom": [mine, solid("M80 128H120V136H80Z")],
        "minemoored": [mine, line("M100 124V139M86 139H114")],
        "minefloating": [mine, line("M78 138L84 130L90 138L96 130L102 138L108 130L114 138L120 131")],
        "mineexercise": [
            horns, open("M79 105A21 21 0 0 1 121 105A21 21 0 0 1 79 105Z"),
            line("M97 97H89V113H97M89 105H95M102 97L113 113M113 97L102 113"),
        ],
    ]

    private static let horns = solid("M95 72H105V88H95ZM74 84L82 76L92 86L84 94ZM126 84L118 76L108 86L116 94Z")
    private static let mine = solid(
        "M79 105A21 21 0 0 1 121 105A21 21 0 0 1 79 105ZM95 72H105V88H95ZM74 84L82 76L92 86L84 94Z"
            + "M126 84L118 76L108 86L116 94Z"
    )

    private static let above: [String: [Stroke]] = [
        "fixedwing": [
            solid(
                "M97 78C98 73 102 73 103 78L104 92L127 107V112L104 105L103 118L110 124V128L100 125L90 128V124L97 118"
                    + "L96 105L73 112V107L96 92Z"
            )
        ],
        "rotarywing": [solid("M63 84L100 98L137 84V116L100 102L63 116Z")],
        "uav": [solid("M66 86L100 105L134 86V97L100 117L66 97Z")],
        "vtoluav": [solid("M69 78L100 94L131 78V86L100 102L69 86ZM70 97L100 110L130 97V125L100 112L70 125Z")],
        "airship": [solid("M83 96A17 17 0 0 1 117 96A17 17 0 0 1 83 96ZM94 108H106V124H94Z")],
        "missile": [open("M94 84L100 73L106 84V115L113 124V131L106 127H94L87 131V124L94 115Z")],
        "satellite": [solid("M63 90H85V112H63ZM89 90H111V112H89ZM115 90H137V112H115ZM85 99H115V103H85Z")],
        "spacestation": [
            line("M70 102A30 11 0 0 1 130 102A30 11 0 0 1 70 102Z"), solid("M95 84H105V120H95Z"),
        ],
    ]

    private static let ashore: [String: [Stroke]] = [
        "armour": [line("M80 82H120A18 18 0 0 1 120 118H80A18 18 0 0 1 80 82Z")],
        "rotaryunit": [solid("M72 86L100 98L128 86V114L100 102L72 114Z")],
        "fixedunit": [
            solid("M100 99C88 86 68 86 68 100C68 114 88 114 100 101C112 114 132 114 132 100C132 86 112 86 100 99Z")
        ],
        "artillery": [solid("M87 100A13 13 0 0 1 113 100A13 13 0 0 1 87 100Z")],
        "missileunit": [line("M91 119V93A9 9 0 0 1 109 93V119M100 119V84")],
        "engineer": [line("M70 116V88H130V116M100 88V106")],
        "maintenance": [line("M72 89A11 11 0 0 1 72 111M83 100H117M128 89A11 11 0 0 0 128 111")],
        "transport": [wheel],
        "naval": [anchor],
        "launcher": [line("M84 130V92A16 16 0 0 1 116 92V130M100 130V76")],
        "airlauncher": [line("M84 130V92A16 16 0 0 1 116 92V130ZM100 116V76M84 130A16 14 0 0 1 116 130")],
        "surfacelauncher": [line("M84 130V92A16 16 0 0 1 116 92V130ZM100 130V76")],
        "radar": [line("M70 74C72 110 90 128 130 128M82 106L108 84V100L134 74")],
        "port": [
            line(
                "M94 62A6 6 0 0 1 106 62A6 6 0 0 1 94 62ZM100 68V90M92 73H108M86 80C87 87 94 90 100 90C106 90 113 87"
                    + " 114 80"
            ),
            line("M84 116A16 16 0 0 1 116 116A16 16 0 0 1 84 116ZM100 100V132M86 108L114 124M86 124L114 108"),
        ],
        "explosion": [
            line(
                "M100 64L106 84L118 68L117 88L136 78L124 95L144 98L125 106L138 122L118 115L119 134L107 119L100 138"
                    + "L93 119L81 134L82 115L62 122L75 106L56 98L76 95L64 78L83 88L82 68L94 84Z"
            )
        ],
        "emergency": [solid("M66 100A34 34 0 0 1 134 100A34 34 0 0 1 66 100Z"), open("M100 74L124 116H76Z")],
        "fire": [
            solid(
                "M100 64C104 79 117 82 117 93C121 91 121 85 119 80C129 92 131 105 125 117C119 128 109 133 100 133"
                    + "C91 133 81 128 75 117C69 105 73 92 82 84C81 90 83 94 86 96C88 84 98 79 100 64Z"
            )
        ],
        "tsunami": [
            solid("M62 124H138C120 119 113 108 117 96C121 89 130 92 132 99C135 81 117 72 104 81C91 90 83 116 62 124Z")
        ],
    ]

    private static let wheel = line(
        "M83 100A17 17 0 0 1 117 100A17 17 0 0 1 83 100ZM100 83V117M85 92L115 108M85 108L115 92"
    )
    private static let anchor = line(
        "M94 80A6 6 0 0 1 106 80A6 6 0 0 1 94 80ZM100 86V124M88 94H112M77 105C80 118 91 124 100 124C109 124 120 118"
            + " 123 105M77 105L74 115M77 105L86 110M123 105L126 115M123 105L114 110"
    )
}

extension SymbolIcon.Full {
    /// The lines within a frame.
    ///
    /// Corners are where diagonals meet the frame, ends where the axes do, from the middle of the square.
    func path(_ side: SymbolFrame.Side) -> String {
        let (x, y, right, down) =
            switch side {
            case .friend: (75, 50, 75, 50)
            case .neutral: (55, 55, 55, 55)
            case .hostile: (42, 30, 72, 72)
            case .unknown: (46, 34, 70, 70)
            }
        let rising = "M\(100 - x) \(100 + y)L\(100 + x) \(100 - y)"
        let falling = "M\(100 - x) \(100 - y)L\(100 + x) \(100 + y)"
        let upright = "M100 \(100 - down)V\(100 + down)"
        let level = "M\(100 - right) 100H\(100 + right)"
        switch self {
        case .infantry: return falling + rising
        case .armouredinfantry:
            return falling + rising + "M84 84H116A16 16 0 0 1 116 116H84A16 16 0 0 1 84 84Z"
        case .motorised: return falling + rising + upright
        case .recce: return rising
        case .medical: return upright + level
        case .hospital: return upright + level + "M70 92V108M130 92V108"
        case .supply: return "M\(100 - x) \(100 + y * 2 / 5)H\(100 + x)"
        case .airdefence:
            return
                "M\(100 - x) \(100 + y)C\(100 - x / 2) \(100 + y / 3) \(100 + x / 2) \(100 + y / 3) "
                + "\(100 + x) \(100 + y)"
        case .signal: return "M\(100 - x) \(100 - y)L100 112V88L\(100 + x) \(100 + y)"
        }
    }
}
