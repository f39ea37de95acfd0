import JSON
import Testing

@testable import Flows

/// Playbooks of CACAO 2.0: what is wrong in them, and their steps.
@Suite struct PlaybookTests {
    static let (start, act, choice, end, other) = (
        "start--00000000-0000-4000-8000-000000000001", "action--00000000-0000-4000-8000-000000000002",
        "if-condition--00000000-0000-4000-8000-000000000003", "end--00000000-0000-4000-8000-000000000004",
        "action--00000000-0000-4000-8000-000000000005"
    )
    static let agent = "organization--00000000-0000-4000-8000-000000000006"
    static let marking = "marking-tlp--00000000-0000-4000-8000-000000000007"

    static let text = """
        {"type":"playbook","spec_version":"cacao-2.0","id":"playbook--00000000-0000-4000-8000-000000000000",
        "name":"Block it","created_by":"identity--00000000-0000-4000-8000-000000000008",
        "created":"2026-11-01T00:00:00.000Z","modified":"2026-11-02T00:00:00.000Z","priority":3,
        "markings":["\(marking)"],
        "data_marking_definitions":{"\(marking)":{"type":"marking-tlp","tlpv2_level":"TLP:AMBER"},
        "marking-tlp--00000000-0000-4000-8000-000000000009":{"type":"marking-tlp","tlpv2_level":"TLP:RED"}},
        "agent_definitions":{"\(agent)":{"type":"organization","name":"SOC"}},
        "workflow_start":"\(start)","workflow":{
        "\(end)":{"type":"end"},
        "\(choice)":{"type":"if-condition","condition":"__seen__:value = 'true'","on_true":"\(act)",
        "on_false":"\(end)"},
        "\(act)":{"type":"action","name":"Block","commands":[{"type":"manual","command":"Block the name"}],
        "agent":"\(agent)","on_success":"\(end)","on_failure":"\(other)"},
        "\(other)":{"type":"action","commands":[{"type":"bash","command":"ls"}],"agent":"\(agent)",
        "on_completion":"\(end)"},
        "\(start)":{"type":"start","on_completion":"\(choice)"}},
        "signatures":[{"type":"jss","value":"x"}]}
        """

    static func playbook(_ text: String = text) throws -> Playbook {
        try #require(Playbook(JSONDocument(text).root))
    }

    @Test("steps come from the first on, each behind one that leads to it; only markings that are used count")
    func steps() throws {
        let playbook = try Self.playbook()
        let flow = playbook.flow
        #expect(flow.steps.map(\.id) == [Self.start, Self.choice, Self.act, Self.end, Self.other])
        #expect(flow.reached == 5 && flow.isWhole)
        #expect(flow.steps[1].next.map(\.when) == [.met, .unmet] && flow.steps[1].reference.contains("__seen__"))
        #expect(
            flow.steps[2].next.map(\.when) == [.success, .failure] && flow.steps[2].reference == "Block the name"
        )
        #expect(playbook.tlp == "AMBER" && playbook.signatures == 1 && !playbook.isRevoked)
        #expect(playbook.findings.isEmpty)
        #expect(Playbook(try JSONDocument(#"{"type":"playbook","spec_version":"cacao-1.1"}"#).root) == nil)
    }

    @Test(
        "each rule",
        arguments: [
            (#""name":"Block it","#, "", "/name", "missing"),
            ("00:00:00.000Z\",\"priority", "00:00:00Z\",\"priority", "/modified", "three digits"),
            ("2026-11-02T00:00:00.000Z", "2026-10-02T00:00:00.000Z", "/modified", "before"),
            (#""priority":3"#, #""priority":101"#, "/priority", "from 0 to 100"),
            (#""workflow_start":""#, #""workflow_start":"end--"#, "/workflow_start", "identifier of type"),
            (#""commands":[{"type":"bash","command":"ls"}],"#, "", "/commands", "missing"),
            (#""type":"end""#, #""type":"stop""#, "/type", "no step of this type"),
            (#""on_success":"#, #""on_completion":"\#(end)","on_success":"#, "/on_completion", "excludes"),
            (#""type":"start","#, #""type":"start","on_failure":"\#(end)","#, start, "neither"),
            (#""on_false":"\#(end)"#, #""on_false":"end--00000000-0000-4000-8000-00000000000a"#, choice, "not in"),
            (#""\#(agent)":{"#, #""\#(agent)1":{"#, "/agent", "not defined"),
            (#""\#(marking)":{"#, #""\#(marking)1":{"#, "/markings/0", "not defined"),
            (#""on_completion":"\#(choice)""#, #""on_success":"\#(choice)""#, "/on_completion", "missing"),
        ] as [(String, String, String, String)]
    )
    func rules(written: String, instead: String, path: String, message: String) throws {
        let changed = Self.text.replacing(written, with: instead, maxReplacements: 1)
        #expect(changed != Self.text)
        let found = try Self.playbook(changed).findings
        #expect(found.contains { $0.path.hasSuffix(path) && $0.message.contains(message) }, "\(found)")
    }

    @Test("circles end, what nothing leads to comes last, and very many steps are cut off and said to be")
    func bounds() {
        func step(_ number: Int, _ next: [Int]) -> Flow.Step {
            let links = next.map { Flow.Link(to: "\($0)", when: .always, value: "") }
            return Flow.Step(id: "\(number)", kind: .action, name: "", detail: "", reference: "", next: links)
        }
        let circle = Flow(from: ["1"], [step(3, []), step(2, [1, 9]), step(1, [2])])
        #expect(circle.steps.map(\.id) == ["1", "2", "3"] && circle.reached == 2)
        #expect(circle.steps[1].next.map(\.to) == ["1"])
        let many = Flow(from: ["0"], (0..<3_000).map { step($0, [$0 + 1]) })
        #expect(many.steps.count == Flow.most && !many.isWhole)
    }
}
