import JSON
import STIX
import Testing

@testable import Flows

/// Attack flows and incidents: their steps, and how they are judged.
@Suite struct ObjectFlowTests {
    static func id(_ type: String, _ number: Int) -> String {
        "\(type)--00000000-0000-4000-8000-00000000\(1_000 + number)"
    }

    /// An object; what is said of an incident stands in its extension.
    static func object(_ type: String, _ number: Int, _ content: String, _ definition: String?) -> String {
        let isIncident = type == "incident"
        let inside = isIncident ? #""property-extension"\#(content)"# : #""new-sdo""#
        let extensions = definition.map { #","extensions":{"\#($0)":{"extension_type":\#(inside)}}"# } ?? ""
        return """
            {"type":"\(type)","spec_version":"2.1","id":"\(id(type, number))","created":"2026-11-01T00:00:00.000Z",
            "modified":"2026-11-01T00:00:00.000Z"\(isIncident ? #","name":"i""# : content)\(extensions)}
            """
    }

    static func documents(_ texts: [String]) throws -> [String: JSONDocument] {
        var all: [String: JSONDocument] = [:]
        for text in texts {
            let document = try JSONDocument(text)
            all[document.root["id"]?.string ?? ""] = document
        }
        return all
    }

    @Test("an attack is told from where it begins; what is hidden has no part in it, and nothing leads to it")
    func attack() throws {
        let (first, second, both, last) = (
            Self.id("attack-action", 1), Self.id("attack-condition", 2), Self.id("attack-operator", 3),
            Self.id("attack-action", 4)
        )
        let flow = Self.object(
            "attack-flow",
            0,
            #","name":"f","scope":"incident","start_refs":["\#(first)"]"#,
            AttackFlow.definition
        )
        let texts = [
            Self.object(
                "attack-action",
                1,
                #","name":"Phishing","technique_id":"T1566","effect_refs":["\#(second)"]"#,
                AttackFlow.definition
            ),
            Self.object(
                "attack-condition",
                2,
                #","description":"opened","on_true_refs":["\#(both)"],"on_false_refs":["\#(last)"]"#,
                AttackFlow.definition
            ),
            Self.object(
                "attack-operator",
                3,
                #","operator":"AND","effect_refs":["\#(last)"]"#,
                AttackFlow.definition
            ),
            Self.object("attack-action", 4, #","name":"Theft""#, AttackFlow.definition),
        ]
        let all = try Self.documents(texts)
        let root = try JSONDocument(flow).root
        let told = try #require(ObjectFlow.flow(of: root) { all[$0]?.root })
        #expect(told.steps.map(\.id) == [first, second, both, last] && told.steps[0].reference == "T1566")
        #expect(told.steps.map(\.kind) == [.action, .condition, .all, .action])
        let less = try #require(ObjectFlow.flow(of: root) { $0 == both ? nil : all[$0]?.root })
        #expect(less.steps.map(\.id) == [first, second, last] && less.steps[1].next.map(\.when) == [.unmet])
        let validator = STIXValidator(types: TypeTable([], others: FlowTypes.all, additions: FlowTypes.additions))
        for text in [flow] + texts {
            #expect(validator.findings(for: try JSONDocument(text).root).filter { $0.severity == .error }.isEmpty)
        }
    }

    @Test("an incident is told by its sequences, then by time")
    func incident() throws {
        let (one, two, task) = (Self.id("event", 1), Self.id("event", 2), Self.id("task", 3))
        let content = """
            ,"determination":"confirmed","investigation_status":"open",
            "events":[{"event_ref":"\(two)","sequence_start":false},{"event_ref":"\(one)",
            "next_steps":[{"event_ref":"\(two)","condition_type":"required","transition_type":"success"}]}],
            "tasks":[{"task_ref":"\(task)"}]
            """
        let all = try Self.documents([
            Self.object(
                "event",
                1,
                #","status":"occurred","start_time":"2026-11-02T00:00:00Z""#,
                IncidentSuite.types[0].definition
            ),
            Self.object("event", 2, #","status":"ongoing""#, IncidentSuite.types[0].definition),
            Self.object(
                "task",
                3,
                #","outcome":"pending","start_time":"2026-11-01T00:00:00Z""#,
                IncidentSuite.types[2].definition
            ),
        ])
        let incident = try JSONDocument(Self.object("incident", 0, content, IncidentSuite.definition)).root
        let told = try #require(ObjectFlow.flow(of: incident) { all[$0]?.root })
        #expect(told.steps.map(\.id) == [task, one, two])
        #expect(told.steps.map(\.reference) == ["pending", "occurred", "ongoing"])
        #expect(told.steps[1].next.map(\.when) == [.success])
        let plain = try JSONDocument(Self.object("incident", 0, "", nil)).root
        #expect(ObjectFlow.flow(of: plain) { all[$0]?.root } == nil)
    }

    @Test("sequences of earlier drafts give events and tasks their order; what is hidden has no part in it")
    func sequences() throws {
        let (one, two, three) = (Self.id("event", 1), Self.id("event", 2), Self.id("event", 3))
        func sequence(_ number: Int, _ step: String, _ more: String) -> String {
            Self.object(
                "sequence",
                number,
                #","sequence_type":"event","step_type":"\#(step)"\#(more)"#,
                "extension-definition--be0c7c79-1961-43db-afde-637066a87a64"
            )
        }
        func event(_ number: Int, _ day: Int) -> String {
            Self.object(
                "event",
                number,
                #","status":"occurred","start_time":"2026-11-0\#(day)T00:00:00Z""#,
                IncidentSuite.types[0].definition
            )
        }
        let ids = (10...14).map { Self.id("sequence", $0) }
        let texts = [
            sequence(10, "start_step", #","on_completion":"\#(ids[1])""#),
            sequence(
                11,
                "single_step",
                #","sequenced_object":"\#(two)","on_success":"\#(ids[2])","on_failure":"\#(ids[3])""#
            ), sequence(12, "single_step", #","sequenced_object":"\#(one)","on_completion":"\#(ids[4])""#),
            sequence(13, "single_step", #","sequenced_object":"\#(three)","on_completion":"\#(ids[4])""#),
            sequence(14, "end_step", ""),
        ]
        let all = try Self.documents(texts + [event(1, 1), event(2, 2), event(3, 3)])
        let content = """
            ,"determination":"confirmed","investigation_status":"open","event_refs":["\(one)","\(two)","\(three)"],
            "sequence_start_refs":["\(ids[0])"],"sequence_refs":["\(ids[3])"]
            """
        let incident = try JSONDocument(Self.object("incident", 0, content, IncidentSuite.definition)).root
        let told = try #require(ObjectFlow.flow(of: incident) { all[$0]?.root })
        #expect(told.steps.map(\.id) == [ids[0], two, one, three, ids[4]] && told.isWhole)
        #expect(told.steps.map(\.kind) == [.start, .event, .event, .event, .end])
        #expect(
            told.steps[1].next == [
                Flow.Link(to: one, when: .success, value: ""),
                Flow.Link(to: three, when: .failure, value: ""),
            ]
        )
        let less = try #require(ObjectFlow.flow(of: incident) { $0 == one ? nil : all[$0]?.root })
        #expect(less.steps.map(\.id) == [ids[0], two, three, ids[4]] && less.steps[1].next.map(\.when) == [.failure])
        // By themselves they are judged as the draft has them.
        let validator = STIXValidator(types: TypeTable([], others: FlowTypes.all, additions: FlowTypes.additions))
        for text in texts { #expect(validator.findings(for: try JSONDocument(text).root).isEmpty) }
        let wrong = try JSONDocument(sequence(15, "single_step", #","on_success":"\#(one)""#)).root
        let found = validator.findings(for: wrong)
        #expect(found.count == 2 && found.allSatisfy { $0.severity == .warning }, "\(found)")
    }

    @Test(
        "what is wrong in types of others is a warning, and an error as everywhere in what all objects have",
        arguments: [
            ("attack-action", #","technique_ref":"tool--00000000-0000-4000-8000-000000000001""#, false),
            ("attack-action", "", false), ("attack-flow", #","name":"f","scope":"war","start_refs":["x"]"#, false),
            ("attack-action", #","name":"a","asset_refs":[]"#, true),
            ("attack-action", #","name":"a","confidence":101"#, true),
            ("attack-operator", #","operator":"XOR""#, false),
        ] as [(String, String, Bool)]
    )
    func judged(type: String, content: String, isError: Bool) throws {
        let validator = STIXValidator(types: TypeTable([], others: FlowTypes.all, additions: FlowTypes.additions))
        let object = try JSONDocument(Self.object(type, 1, content, AttackFlow.definition)).root
        let found = validator.findings(for: object)
        #expect(!found.isEmpty && found.contains { $0.severity == .error } == isError, "\(found)")
        // Without the definition it is nobody's type that is known here.
        let other = try JSONDocument(Self.object(type, 1, content, nil)).root
        #expect(validator.findings(for: other).contains { $0.code == .typeCustom })
    }

    @Test(
        "what names very much that is not there, or is hidden, costs a bounded number of looks, and is said to be cut"
    )
    func looks() throws {
        let many = (0..<5_000).map { #""\#(Self.id("attack-action", $0))""# }.joined(separator: ",")
        let entries = (0..<5_000).map { #"{"event_ref":"\#(Self.id("event", $0))"}"# }.joined(separator: ",")
        for (type, content, definition) in [
            ("attack-flow", #","name":"f","scope":"incident","start_refs":[\#(many)]"#, AttackFlow.definition),
            ("incident", #","events":[\#(entries)]"#, IncidentSuite.definition),
        ] {
            let object = try JSONDocument(Self.object(type, 0, content, definition)).root
            var count = 0
            let flow = try #require(
                ObjectFlow.flow(of: object) { _ in
                    count += 1
                    return nil
                }
            )
            #expect(count == Flow.most && flow.steps.isEmpty && !flow.isWhole)
        }
    }

    @Test("an incident's extension is judged; what it does not know of is kept")
    func extensions() throws {
        let validator = STIXValidator(types: TypeTable([], others: FlowTypes.all, additions: FlowTypes.additions))
        func found(_ content: String) throws -> [Finding] {
            validator.findings(
                for: try JSONDocument(Self.object("incident", 1, content, IncidentSuite.definition)).root
            )
        }
        #expect(try found(#","determination":"confirmed","investigation_status":"open","criticality":90"#).isEmpty)
        let wrong = try found(#","determination":"maybe","criticality":101"#)
        #expect(wrong.count >= 3 && wrong.allSatisfy { $0.severity == .warning }, "\(wrong)")
    }
}
