import Documents
import Testing

@Suite("Documents that are written")
struct DocumentDraftTests {
    typealias Draft = DocumentDraft

    static let instant = "2027-03-01T09:00:00Z"

    static func change(_ inserts: Bool, _ side: String) -> Draft.Change {
        Draft.Change(inserts: inserts, side: side, instant: instant)
    }

    static var draft: Draft {
        let rows = [
            Draft.Row([[Draft.Paragraph([Draft.Run("第四条")])], [Draft.Paragraph([Draft.Run("通報")])]]),
            Draft.Row([[Draft.Paragraph([Draft.Run("第五条")])], []], change: change(true, "Japan")),
        ]
        let text = Draft.Paragraph([
            Draft.Run("The Parties "), Draft.Run("shall", change: change(true, "EU")),
            Draft.Run("may", change: change(false, "Japan"), comments: ["a"]), Draft.Run(" share.\n\tNow."),
        ])
        var draft = Draft([.paragraph(text), .table(rows)], sides: ["EU", "Japan"])
        draft.comments = [
            Draft.Comment(id: "a", side: "EU", instant: instant, text: "Why?\nSay."),
            Draft.Comment(id: "b", parent: "a", side: "Japan", instant: instant, text: "慣例。", isDone: true),
        ]
        return draft
    }

    @Test("What was written is read again: versions, changes with instants, threads, rows")
    func roundTrip() throws {
        let document = try DocumentText(try WordWriter.bytes(Self.draft))
        #expect(
            document.paragraphs(.accepted).map(\.text) == [
                "The Parties shall share.\n\tNow.", "第四条", "通報", "第五条", "", "",
            ]
        )
        #expect(
            document.paragraphs(.rejected).map(\.text) == [
                "The Parties may share.\n\tNow.", "第四条", "通報", "",
            ]
        )
        #expect(document.paragraphs(.side("EU")).first?.text == "The Parties shallmay share.\n\tNow.")
        #expect(document.changes.map(\.kind) == [.inserted, .deleted, .rowInserted])
        #expect(document.changes.allSatisfy { $0.instant == Self.instant })
        #expect(document.comments.map(\.text) == ["Why?\nSay.", "慣例。"])
        #expect(document.comments.map(\.parent) == [nil, "0"])
        #expect(document.comments.map(\.isDone) == [false, true])
        #expect(document.comments.map(\.anchor) == ["may", "may"])
        #expect(document.comments.allSatisfy { $0.instant == Self.instant })
    }

    @Test("The same draft gives the same bytes")
    func bytes() throws {
        #expect(try WordWriter.bytes(Self.draft) == WordWriter.bytes(Self.draft))
    }

    @Test("A working draft must not leave; one without changes and comments may")
    func check() throws {
        let reasons = try DocumentCheck.reasons(try WordWriter.bytes(Self.draft))
        #expect(Set(reasons.map(\.code)) == [.openChanges, .comments])
        let clean = Draft(Draft.blocks(try DocumentText(try WordWriter.bytes(Self.draft)).paragraphs()))
        #expect(try DocumentCheck.reasons(try WordWriter.bytes(clean)).isEmpty)
    }

    @Test("Nobody but a side is named, and nothing is written that is not as it must be")
    func refused() throws {
        var person = Self.draft
        person.sides = ["EU"]
        var answer = Self.draft
        answer.comments[1].parent = "nobody"
        var time = Self.draft
        time.comments[0].instant = "2027-03-01T18:00:00+09:00"
        for draft in [person, answer, time, Draft([.paragraph(Draft.Paragraph([Draft.Run("\u{1}")]))])] {
            #expect(throws: DocumentFault.self) { try WordWriter.bytes(draft) }
        }
        do throws(DocumentFault) {
            _ = try WordWriter.bytes(person)
        } catch {
            #expect(error.code == .notExpressible)
            #expect(error.description == "`Japan` is none of the sides, and nobody else is named")
        }
    }

    @Test("An end of a line that was put in or taken out is the end of a paragraph that was")
    func lines() throws {
        let (earlier, later) = ("一\n二\n三", "一\n三\n四")
        let pieces = try PhraseCompare.pieces(from: earlier, to: later, language: "ja")
        let paragraphs = Draft.paragraphs(pieces, side: "EU", instant: Self.instant)
        let draft = Draft(paragraphs.map { .paragraph($0) }, sides: ["EU"])
        let document = try DocumentText(try WordWriter.bytes(draft))
        #expect(document.text(.rejected) == earlier)
        #expect(document.text(.accepted) == later)
    }
}
