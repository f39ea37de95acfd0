import JSON
import MISP
import STIX
import Testing

@Suite("MISP events and back")
struct RoundTripTests {
    /// An event with one of everything.
    private func whole() throws -> JSONValue { try MISPSample.fixture("one-of-everything.json") }

    @Test("an event with one of everything comes back as it was, and nothing is lost")
    func everything() throws {
        let event = try whole()
        let made = try MISPSample.converted(event)
        #expect(made.lost == [])
        let back = MISPSample.back(made.objects)
        #expect(back.lost == [] && back.events.count == 1)
        let (was, comes) = (MISPSample.asSets(JSONTree(event["Event"] ?? event)), MISPSample.asSets(back.events[0]))
        #expect(String(decoding: comes.bytes(), as: UTF8.self) == String(decoding: was.bytes(), as: UTF8.self))
    }

    @Test("each object of it is valid STIX 2.1, with identifiers that are the same each time")
    func valid() throws {
        let objects = try MISPSample.converted(whole()).objects
        let validator = STIXValidator(types: .specification)
        for object in objects {
            let errors = validator.findings(for: object).filter { $0.severity == .error }
            #expect(errors.isEmpty, "\(object["id"]?.string ?? ""): \(errors)")
        }
        let ids = objects.compactMap { $0["id"]?.string }
        #expect(Set(ids).count == ids.count)
        #expect(try MISPSample.converted(whole()).objects.compactMap { $0["id"]?.string } == ids)
    }

    @Test(
        "recorded and published events come back equal",
        arguments: [
            "cyber-recorded/misp-event.json", "misp-events/misp_event.json", "misp-events/mainly_objects_1.json",
        ]
    )
    func shared(_ name: String) throws {
        guard let event = try MISPSample.document(name) else { return }
        let made = try MISPSample.converted(event)
        let back = MISPSample.back(made.objects)
        #expect(made.lost == [] && back.lost == [] && back.events.count == 1)
        let was = MISPSample.asSets(JSONTree(event["Event"] ?? event))
        #expect(MISPSample.asSets(back.events[0]).bytes() == was.bytes())
    }

    private static let tagged = MISPSample.attribute(
        1,
        "domain",
        "a.example",
        ",\"to_ids\":true,\"Tag\":[{\"name\":\"mine\",\"local\":true}]"
    )

    @Test("local tags, addresses of persons and correlations do not leave, and each is listed")
    func withheld() throws {
        let event = MISPSample.event(
            """
            "event_creator_email":"a@b.example","RelatedEvent":[{"Event":{"uuid":"x"}}],
            "Tag":[{"name":"todo","local":1},{"name":"tlp:green","local":false}],
            "Attribute":[\(Self.tagged)]
            """
        )
        let made = try MISPSample.converted(JSONDocument(event).root)
        #expect(
            Set(made.lost.map { "\($0.path) \($0.reason)" }) == [
                "Event.event_creator_email person", "Event.RelatedEvent computed", "Event.Tag[0] localTag",
                "Event.Attribute[0].Tag[0] localTag",
            ]
        )
        for object in made.objects {
            let text = String(decoding: object.canonicalBytes(), as: UTF8.self)
            #expect(!text.contains("todo") && !text.contains("mine") && !text.contains("a@b.example"))
        }
    }

    @Test("a time without a zone is refused with its place")
    func zoneless() throws {
        let seen = ",\"first_seen\":\"2026-11-01T00:00:00.000000\""
        let event = MISPSample.event("\"Attribute\":[\(MISPSample.attribute(1, "domain", "a", seen))]")
        let root = try JSONDocument(event).root
        #expect(throws: MISPFault.zoneless("Event.Attribute[0].first_seen", "2026-11-01T00:00:00.000000")) {
            try MISPSample.converted(root)
        }
    }
}
