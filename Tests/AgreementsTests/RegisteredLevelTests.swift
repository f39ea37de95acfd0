internal import JSON
internal import TestKit
import Testing

@testable import Agreements

/// Which levels a scheme has entered in a registry.
@Suite("Registered levels")
struct RegisteredLevelTests {
    private static func reading(_ sentence: String) -> AgreementReading {
        let text = """
            party EU
              an organisation

            scheme EU of EU
              levels, highest first
                TOP, also T
                SECRET UE/EU SECRET, also S-UE/EU-S
                LOW
            \(sentence)
            """
        return AgreementReading([SourceFile(name: "set.accord", text: text)])
    }

    @Test("they are the named one and those above it, by any of their spellings")
    func named() throws {
        let scheme = try #require(Self.reading("  registered down to s-ue/eu-s").set.schemes.first)
        #expect(scheme.registeredLevels.map(\.name) == ["TOP", "SECRET UE/EU SECRET"])
        #expect(scheme.registeredLevel("secret  UE/EU SECRET")?.name == "SECRET UE/EU SECRET")
        #expect(scheme.registeredLevel("T")?.name == "TOP")
        #expect(scheme.registeredLevel("LOW") == nil && scheme.registeredLevel("") == nil)
        #expect(scheme.json["registered"] == "SECRET UE/EU SECRET")
    }

    @Test("a scheme that says nothing registers nothing")
    func silent() throws {
        let scheme = try #require(Self.reading("").set.schemes.first)
        #expect(scheme.registeredLevels.isEmpty && scheme.registeredLevel("TOP") == nil)
        #expect(scheme.json["registered"] == nil)
    }

    @Test(
        "a level that there is not, or a second sentence, is an error",
        arguments: [
            ("  registered down to SECRET", "unknown-level"),
            ("  registered down to LOW\n  registered down to TOP", "statement-twice"),
        ]
    )
    func wrong(_ sentence: String, _ code: String) {
        let reading = Self.reading(sentence)
        #expect(!reading.isUsable)
        #expect(reading.diagnostics.contains { $0.code == code }, "\(reading.diagnostics.map(\.code))")
    }
}
