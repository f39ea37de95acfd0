import JSON
import Testing

@testable import Work

@Suite("What a workspace sees")
struct SightTests {
    private let hidden = SeenSample.id("identity", 1)
    private let open = SeenSample.id("identity", 2)

    @Test("a reference to what is hidden is not there, however it is asked for")
    func references() throws {
        let sight = Sight { [hidden] in $0 != hidden }
        let document = try JSONDocument(
            #"{"one_ref":"\#(hidden)","other_ref":"\#(open)","refs":["\#(hidden)","\#(open)"],"only":["\#(hidden)"],"#
                + #""n":{"a":"\#(hidden)"},"name":"A name"}"#
        )
        let value = SeenValue(document.root, sight)
        #expect(value["one_ref"] == nil && value.text("one_ref") == nil && value.text("other_ref") == open)
        #expect(value.texts("refs") == [open] && value.texts("only").isEmpty)
        let members = value.members(["one_ref", "other_ref", "refs", "only", "n", "name", "absent"])
        #expect(members.map(\.name) == ["other_ref", "refs", "n", "name"])
        #expect(!String(decoding: JSONTree.object(members).bytes(), as: UTF8.self).contains(hidden))
    }

    @Test("markings and extensions are known to everybody, and each identifier is asked about once")
    func shared() {
        var asked: [String] = []
        let sight = Sight(knowing: [open]) {
            asked.append($0)
            return false
        }
        #expect(sight.mayShow("marking-definition--00000000-0000-4000-8000-000000000001"))
        #expect(sight.mayShow("extension-definition--00000000-0000-4000-8000-000000000001"))
        #expect(sight.mayShow(open) && sight.mayShow("text -- with hyphens") && !sight.mayShow(hidden))
        #expect(!sight.mayShow(hidden) && asked == [hidden])
    }

    private struct Named: WorkObject {
        static let type = "identity"
        let name: String

        init?(_ object: SeenValue) {
            guard let name = object.text("name") else { return nil }
            self.name = name
        }
    }

    @Test("the newest come first, at most so many, and what is hidden has no title")
    func order() throws {
        var sample = SeenSample()
        for number in 1...2_100 { sample.add("identity", number) }
        sample.hidden = [hidden, SeenSample.id("identity", 2_100)]
        let seen = sample.seen()
        let all = try seen.all(Named.self)
        #expect(all.count == SeenObjects.most && all.first?.view.name == "identity 2099")
        #expect(try seen.title(of: hidden) == nil && seen.title(of: open) == "identity 2")
        #expect(
            try seen.one(hidden, as: Named.self) == nil && seen.one(open, as: Named.self)?.view.name == "identity 2"
        )
        #expect(try seen.title(of: nil) == nil)
    }
}
