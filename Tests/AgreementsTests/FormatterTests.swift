import Agreements
import TestKit
import Testing

/// The one form of agreement files.
@Suite("Formatter of agreements")
struct FormatterTests {
    @Test("formatting what is formatted changes nothing")
    func idempotent() throws {
        let once = try #require(AccordFormatter.format(SourceFile(name: "a", text: Accords.text)))
        #expect(AccordFormatter.format(SourceFile(name: "a", text: once)) == once)
        #expect(AgreementReading([SourceFile(name: "a", text: once)]).set.json == Accords.reading.set.json)
    }
}
