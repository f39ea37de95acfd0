import Exercises
import Tables
import Testing

@Suite("Lists of injects as sheets")
struct InjectSheetTests {
    private func table(_ rows: [[String]]) -> Table {
        Table(
            name: "S",
            rows: rows.enumerated().map {
                Table.Row(number: $0 + 1, cells: $1.map { $0.isEmpty ? .empty : .text($0) })
            }
        )
    }

    /// The names of columns that tools and templates have, and what they mean.
    static let shapes: [(String, [String], [InjectField?])] = [
        (
            "a plain list",
            [
                "Number", "Time", "Title", "Storyline", "Event", "Incident", "Inject", "From", "To", "Means", "Text",
                "Expected action", "Objective", "Responsible", "State", "Dependency", "Remarks",
            ],
            [
                .number, .time, .title, .storyline, .event, .incident, .inject, .from, .to, .means, .text, .expected,
                .objective, .responsible, .state, .dependency, .remarks,
            ]
        ),
        (
            "a template for civil protection",
            [
                "Event #", "Event Time", "Event Description", "Responsible Controller", "Recipient Player(s)",
                "Expected Outcome of Player Action", "Inject Mode", "Objectives/Notes",
            ],
            [.number, .time, .text, .responsible, .to, .expected, .means, .objective]
        ),
        (
            "a tool for lists with columns of one's own",
            [
                "Control Number", "Move", "Group", "Scheduled", "Name", "Description", "From Org", "To Org",
                "Delivery Method", "Status", "Details",
            ],
            [.number, nil, nil, .time, .title, nil, .from, .to, .means, .state, .text]
        ),
        (
            "a tool for simulations", ["Type", "Title", "Trigger time", "Content", "Expectations", "Teams"],
            [.inject, .title, .time, .text, .expected, .to]
        ),
        (
            "a list of a staff",
            [
                "Ser", "Date", "DTG", "Event", "Incident", "Inject #", "Storyline", "OPR", "Training Audience",
                "Method", "Expected Reaction", "Training Objective", "Remarks",
            ],
            [
                nil, .day, .time, .event, .incident, .number, .storyline, .responsible, .to, .means, .expected,
                .objective, .remarks,
            ]
        ),
        (
            "Japanese", ["番号", "付与日時", "件名", "発信元", "付与先", "手段", "付与内容", "期待行動", "訓練目標", "統制官", "状態", "備考"],
            [
                .number, .time, .title, .from, .to, .means, .text, .expected, .objective, .responsible, .state,
                .remarks,
            ]
        ),
        (
            "French",
            [
                "N°", "Date et heure", "Intitulé", "Émetteur", "Destinataires", "Moyen", "Texte", "Réaction attendue",
                "Objectif", "Animateur", "État", "Remarques",
            ],
            [
                .number, .time, .title, .from, .to, .means, .text, .expected, .objective, .responsible, .state,
                .remarks,
            ]
        ),
        (
            "German",
            [
                "Lfd. Nr.", "Uhrzeit", "Bezeichnung", "Absender", "Empfänger", "Übermittlungsart", "Wortlaut",
                "Erwartete Maßnahmen", "Übungsziel", "Zuständig", "Bearbeitungsstand", "Bemerkungen",
            ],
            [
                .number, .time, .title, .from, .to, .means, .text, .expected, .objective, .responsible, .state,
                .remarks,
            ]
        ),
    ]

    @Test("columns are found by their names", arguments: shapes)
    func names(_ what: String, _ names: [String], _ wanted: [InjectField?]) throws {
        let rows = [["EXERCISE"], names, names.indices.map { "v\($0)" }]
        let sheet = try #require(try InjectSheet.read([table(rows)]))
        #expect(sheet.shape.columns.map(\.field) == wanted)
        #expect(sheet.injects.count == 1)
        #expect(sheet.shape.table(sheet.injects).rows == table(rows).rows)
    }

    @Test("what the names do not say is said by a mapping, by name or letters")
    func mapping() throws {
        let rows = table([["A1", "B1", "Title", "Type"], ["1", "9:30", "x", "y"]])
        var mapping = InjectMapping()
        for line in ["number=A", "time=B1", "own=Type"] { try mapping.add(line) }
        let sheet = try #require(try InjectSheet.read([rows], mapping: mapping))
        #expect(sheet.shape.columns.map(\.field) == [.number, .time, .title, nil])
        #expect(sheet.injects[0].own == [Inject.Own(name: "Type", value: .text("y"))])
        for wrong in ["title", "x=C", "title=", "number=D"] {
            #expect(throws: InjectMapping.Fault.self) { try mapping.add(wrong) }
        }
        for wrong in ["text=Z", "text=Nothing", "text=A"] {
            var mapping = mapping
            try mapping.add(wrong)
            #expect(throws: InjectMapping.Fault.self) { try InjectSheet.read([rows], mapping: mapping) }
        }
    }

    @Test("the sheet that has most of the names is read; none is none")
    func chosen() throws {
        let (cover, list) = (
            table([["Title", "Exercise"], ["Date", "2027"]]), table([["No", "Time", "Title"], ["1", "9:30", "x"]])
        )
        #expect(try InjectSheet.read([cover, list])?.injects.count == 1)
        #expect(try InjectSheet.read([cover]) == nil)
        #expect(try InjectSheet.read([]) == nil)
    }

    @Test("what is wrong is said with its cell")
    func findings() throws {
        let sheet = try #require(
            try InjectSheet.read([
                table([
                    ["No", "Time", "Title", "Status", "Depends on"], ["DAY 1"], ["1", "soon", "a", "planned"],
                    ["1", "9:30", "b", "weird"], ["", "9:40", "c"], ["4", "3/4/2027", "d", "", "9"],
                    ["5", "D+1", "e", "", "6"], ["6", "D+1", "f", "", "5"],
                ])
            ])
        )
        let schedule = InjectSchedule(sheet.injects, times: try SystemZones.times(nil, "Asia/Tokyo"))
        let all = sheet.findings + sheet.findings(of: schedule)
        #expect(
            all.map { "\($0.cell) \($0.code.rawValue)" } == [
                "A2 no-inject", "A4 number-twice", "D4 state-unknown", "A5 number-missing", "B3 time-not-understood",
                "B4 needs-startex", "B6 day-ambiguous", "E6 dependency-unknown", " cycle",
            ]
        )
        #expect(all.last?.about == "5 → 6 → 5")
        #expect(sheet.shape.table(sheet.injects).rows[1].cells == [.text("DAY 1")])
    }

    @Test("a list without numbers gets them from its order")
    func made() throws {
        let sheet = try #require(try InjectSheet.read([table([["Title", "Time"], ["a", "9:30"], ["b", "9:40"]])]))
        #expect(sheet.injects.map(\.number) == ["1", "2"])
        #expect(sheet.findings.map(\.code) == [.numbersMade])
        #expect(sheet.shape.table(sheet.injects).width == 2)
    }

    @Test("cells that are one belong to each row, but for what each inject has of its own")
    func merged() throws {
        var rows = table([
            ["No", "Title", "Storyline", "Own"], ["1", "a", "Cyber", "x"], ["2", "b"], ["3", "c", "Media"],
        ])
        func range(_ first: String, _ last: String) throws -> CellRange {
            CellRange(try #require(CellPlace(first.utf8)), try #require(CellPlace(last.utf8)))
        }
        rows.merged = [try range("C2", "C3"), try range("D2", "D4"), try range("B2", "B3"), try range("A1", "A4")]
        let sheet = try #require(try InjectSheet.read([rows]))
        #expect(sheet.injects.map { $0[.storyline] } == ["Cyber", "Cyber", "Media"])
        #expect(sheet.injects.map { $0.own[0].value.text } == ["x", "x", "x"])
        #expect(sheet.injects.map(\.title) == ["a", "b", "c"])
        #expect(sheet.injects.map(\.number) == ["1", "2", "3"])
    }

    @Test("injects that come from no sheet have plain columns, and columns of their own")
    func plain() throws {
        var inject = Inject(own: [Inject.Own(name: "Room", value: .text("B"))])
        (inject.number, inject.title, inject[.means]) = ("1", "a", "mail")
        let shape = InjectShape(of: [inject])
        #expect(shape.columns.map(\.name) == ["Number", "Time", "Title", "Means", "Room"])
        let sheet = try #require(try InjectSheet.read([shape.table([inject])]))
        #expect(sheet.injects[0][.means] == "mail")
        #expect(sheet.injects[0].own == inject.own)
    }

    @Test("a line that says that it is an exercise is put above all others, once")
    func banner() throws {
        var shape = try #require(try InjectSheet.read([table([["No", "Title"], ["1", "a"]])])).shape
        shape.put("EXERCISE")
        shape.put("EXERCISE")
        #expect(shape.table([]).rows.map(\.cells) == [[.text("EXERCISE")], [.text("No"), .text("Title")]])
    }

    // MARK: Merging

    private let list = [
        ["No", "Time", "Title", "Status", "Room"], ["1", "STARTEX+1:00", "a", "sent", "x"],
        ["2", "STARTEX+2:00", "b", "planned", "y"],
        ["3", "STARTEX+9:00", "c", "planned", "z"], ["4", "随時", "d", "planned", ""],
    ]

    private func merge(_ rows: [[String]], now: String? = nil) throws -> InjectMerge {
        let held = try #require(try InjectSheet.read([table(list)])).injects
        let times = try SystemZones.times("2027-03-27 08:00", "Europe/Brussels")
        let schedule = InjectSchedule(held, times: times)
        let moment = try now.map { try #require(times.instant(of: BasisReader.basis($0)).instant) }
        let incoming = try #require(try InjectSheet.read([table(rows)])).injects
        return InjectMerge(held: held, incoming: incoming, closed: InjectMerge.closed(held, schedule, now: moment))
    }

    /// D11: the list is exported, two cells are changed, and it comes in while the exercise runs.
    @Test("two changes are two changes, nothing is doubled, and what is past is refused")
    func running() throws {
        var rows = list
        rows[3][2] = "C"
        rows[4][4] = "w"
        let two = try merge(rows, now: "11:00")
        #expect(
            two.entries.map(\.verdict) == [
                .same, .same, .changed([InjectMerge.Change(name: "title", before: "c", after: "C")]),
                .changed([InjectMerge.Change(name: "Room", before: "", after: "w")]),
            ]
        )
        #expect(two.injects.map(\.title) == ["a", "b", "C", "d"])
        rows[1][2] = "A"
        rows[2][2] = "B"
        let past = try merge(rows, now: "11:00")
        #expect(past.entries.map(\.verdict.word) == ["refused", "refused", "changed", "changed"])
        guard case .refused(.sent, let first) = past.entries[0].verdict,
            case .refused(.past, _) = past.entries[1].verdict
        else {
            Issue.record("what was sent and what is past is not told apart")
            return
        }
        #expect(first == [InjectMerge.Change(name: "title", before: "a", after: "A")])
        #expect(past.injects.map(\.title) == ["a", "b", "C", "d"])
        #expect(try merge(rows).entries.map(\.verdict.word) == ["refused", "changed", "changed", "changed"])
    }

    @Test("what is new, missing, twice or without a number; a state that is older is no change")
    func kinds() throws {
        var rows = list
        rows[1][3] = "planned"
        rows.remove(at: 2)
        rows += [["5", "9:30", "e"], ["5", "9:40", "f"], ["", "9:50", "g"]]
        let found = try merge(rows, now: "8:30")
        #expect(
            found.entries.map(\.verdict.word) == ["same", "same", "same", "new", "refused", "refused", "missing"]
        )
        #expect(found.entries.map(\.number) == ["1", "3", "4", "5", "5", "", "2"])
        #expect(found.injects.map(\.number) == ["1", "2", "3", "4", "5"])
        #expect(found.injects[0].state == .sent)
    }

    @Test("a column that the sheet does not have is left as it is")
    func narrow() throws {
        let found = try merge([["No", "Title"], ["3", "C"]], now: "8:30")
        #expect(found.entries[0].verdict == .changed([InjectMerge.Change(name: "title", before: "c", after: "C")]))
        #expect(found.injects[2][.time] == "STARTEX+9:00")
        #expect(found.injects[2].own == [Inject.Own(name: "Room", value: .text("z"))])
    }

    @Test(
        "states in four languages",
        arguments: [
            ("Sent", InjectState.sent), ("完了", .done), ("annulé", .cancelled), ("Zurückgestellt", .held),
            ("In Progress", .sent),
            ("予定", .planned), ("prêt", .ready), ("Entwurf", .draft),
        ]
    )
    func states(_ text: String, _ wanted: InjectState) { #expect(InjectState(written: text) == wanted) }
}
