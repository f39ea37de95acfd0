import Cryptography
import JSON
import Labels
import Release
import STIX
import Testing
import Workspaces

/// The renderer by itself: what it is told of the world, and what it says of each place.
@Suite("The renderer")
struct RendererTests {
    private static let (statement, actions) = ("marking-definition--1", "marking-definition--2")

    /// A context in which what is marked TLP:GREEN goes, and nothing else.
    private static func context(isHeld: Bool = false, given: RenderContext.Given? = nil) -> RenderContext {
        RenderContext(
            recipient: "Bora",
            creator: nil,
            now: Bundle.moment,
            decide: { markings, _, _ in
                var decision = Decision.undecided
                if markings.level == .green, markings.unknown.isEmpty { decision.outcome = .release }
                decision.grounds = []
                return decision
            },
            meaning: { $0 == Self.statement ? .statement("© X") : $0 == Self.actions ? .pap(.red) : nil },
            isKnown: { _ in false },
            given: { _ in given },
            isHeld: { _ in isHeld },
            authenticate: { HMACSHA256.code(of: $0, key: [1]) },
            digest: { SHA256.digest(of: $0) }
        )
    }

    private static func renderer(_ texts: [String], _ context: RenderContext) throws -> Renderer {
        let documents = try texts.map { try JSONDocument($0) }
        let validator = STIXValidator(
            types: Workspaces.types,
            options: .init(includesWarnings: false),
            sha1: SHA1.digest(of:)
        )
        var renderer = Renderer(context, validator: validator) {
            documents.indices.contains($0) ? documents[$0] : nil
        }
        for document in documents { _ = renderer.add(document.root) }
        renderer.settle()
        return renderer
    }

    @Test("a portion that bears a statement, or what may be done with it, is for whom the whole is for")
    func statements() throws {
        for marking in [Self.statement, Self.actions] {
            let portions = Bundle.portions(marking, "description")
            let text = Bundle.object("campaign", 1, Bundle.green, #""name":"n","description":"d",\#(portions)"#)
            #expect(try Self.renderer([text], Self.context()).fate(0).fate == .whole)
        }
        let portions = Bundle.portions("marking-definition--3", "description")
        let text = Bundle.object("campaign", 1, Bundle.green, #""name":"n","description":"d",\#(portions)"#)
        #expect(try Self.renderer([text], Self.context()).fate(0).fate == .rendition)
        // A banner that does not let it go is left off, and a statement in it is not lost.
        let open = Bundle.object(
            "campaign",
            1,
            Bundle.red,
            #""name":"n","description":"d",\#(Bundle.portions(Bundle.green, "name"))"#
        )
        .replacing(#"["\#(Bundle.red)"]"#, with: #"["\#(Bundle.red)","\#(Self.statement)"]"#)
        let made = try #require(try Self.renderer([open], Self.context()).rendition(0))
        let banner = try JSONDocument(parsing: made.bytes).root["object_marking_refs"].map { JSONTree($0) }
        #expect(banner == .strings([Self.statement, Bundle.green]))
    }

    @Test("the place of a translation is told where it stands in what goes")
    func translations() throws {
        func content(_ marking: String) -> String {
            Bundle.object(
                "language-content",
                2,
                marking,
                #""object_ref":"\#(Bundle.id("campaign", 1))","contents":{"fr":{"name":"nom"}}"#
            )
        }
        func place(_ marking: String, _ translation: String, language: String?) throws -> Int? {
            var context = Self.context()
            context.translation = { place in language.flatMap { place == 0 ? (1, $0) : nil } }
            let campaign = Bundle.object("campaign", 1, marking, #""name":"n""#)
            return try Self.renderer([campaign, content(translation)], context).translationPlace(0)
        }
        #expect(try place(Bundle.green, Bundle.green, language: "fr") == 1)
        #expect(try place(Bundle.green, Bundle.green, language: nil) == nil)
        #expect(try place(Bundle.green, Bundle.red, language: "fr") == nil)
        #expect(try place(Bundle.red, Bundle.green, language: "fr") == nil)
    }

    @Test("a rendition that was given before keeps when it was first given, and is later than it was last")
    func times() throws {
        let text = Bundle.object(
            "campaign",
            1,
            Bundle.green,
            #""name":"n","description":"d",\#(Bundle.portions(Bundle.red, "description"))"#
        )
        func times(_ given: RenderContext.Given?) throws -> [String?] {
            let made = try #require(try Self.renderer([text], Self.context(given: given)).rendition(0))
            let root = try JSONDocument(parsing: made.bytes).root
            return [root["created"]?.string, root["modified"]?.string]
        }
        let moment = "2026-06-01T12:00:00.123Z"
        #expect(try times(nil) == [moment, moment])
        let before = RenderContext.Given(created: Bundle.moment - 2_000_000, modified: Bundle.moment - 1_000_000)
        #expect(try times(before) == ["2026-06-01T11:59:58.123Z", moment])
        let same = RenderContext.Given(created: Bundle.moment - 2_000_000, modified: Bundle.moment)
        #expect(try times(same) == ["2026-06-01T11:59:58.123Z", "2026-06-01T12:00:00.124Z"])
    }

    @Test("what is held and was not asked about is not absent: a reference to it goes, and is no reason to ask")
    func held() throws {
        let tie = Bundle.object(
            "note",
            3,
            Bundle.green,
            #""content":"c","object_refs":["\#(Bundle.id("campaign", 1))"]"#
        )
        #expect(try Self.renderer([tie], Self.context()).fate(0).cause == .absentReference)
        #expect(try Self.renderer([tie], Self.context(isHeld: true)).fate(0).cause == .meaningless)
        var known = Self.context()
        known.isKnown = { _ in true }
        #expect(try Self.renderer([tie], known).fate(0).fate == .whole)
        // What was given as a rendition is named by that.
        let given = Self.context(given: RenderContext.Given(created: 0, modified: 0))
        #expect(try Self.renderer([tie], given).fate(0).fate == .rendition)
    }

    @Test("what several programs of a recipient pass over adds up, and the language is the last one")
    func readers() throws {
        var reader = try #require(RecipientReader(JSONDocument(#"{"language":"fr"}"#).root))
        #expect(!reader.ignoresPortions && reader.language == "fr")
        reader.add(try #require(RecipientReader(JSONDocument(#"{"portions":"ignored"}"#).root)))
        #expect(reader.ignoresPortions && reader.language == "fr")
        reader.add(try #require(RecipientReader(JSONDocument(#"{"language":"ja"}"#).root)))
        #expect(reader.ignoresPortions && reader.language == "ja")
        #expect(RecipientReader.unreadable.ignoresPortions && RecipientReader.unreadable.language == nil)
        for text in ["{}", "[]", #"{"portions":"read"}"#, #"{"language":7}"#, #"{"language":"-"}"#] {
            #expect(RecipientReader(try JSONDocument(text).root) == nil)
        }
    }
}
