import Documents
import Testing

@Suite("Numbers of provisions")
struct ProvisionNumberTests {
    /// A text, its identifier, its value; nil where no number is read.
    static let cases: [(String, String?, Int)] = [
        ("第四条", "art_4", 4), ("第4条", "art_4", 4), ("第４条　定義", "art_4", 4), ("Article 4", "art_4", 4),
        ("ARTICLE IV – Scope", "art_4", 4), ("Article 4bis", "art_4bis", 4), ("Art. 12 Begriffe", "art_12", 12),
        ("Artikel 4a", "art_4a", 4), ("第百二十三条", "art_123", 123), ("第四条の二", "art_4-2", 4),
        ("第四条の二の三", "art_4-2-3", 4), ("第2項", "para_2", 2), ("第三号", "point_3", 3),
        ("第一章　総則", "chp_1", 1),
        ("Chapter II", "chp_2", 2), ("第二節", "sec_2", 2), ("Annex I", "att_1", 1), ("Annexe 3", "att_3", 3),
        ("第二編", "part_2", 2), ("第一款", "subsec_1", 1), ("第二十条", "art_20", 20), ("第二〇条", "art_20", 20),
        ("目的", nil, 0), ("第条", nil, 0), ("Article", nil, 0), ("Articles 4", nil, 0), ("第四回", nil, 0),
        ("Article xyz", nil, 0), ("", nil, 0), ("第999999999999999999999条", nil, 0),
    ]

    @Test("An identifier comes from the value, not from the letters", arguments: cases)
    func number(_ text: String, _ id: String?, _ value: Int) {
        let number = ProvisionNumber(text)
        #expect(number?.id == id)
        #expect(number?.value ?? 0 == value)
        if let number { #expect(text.hasPrefix(number.shown)) }
    }

    @Test("A work has the address of its steps, and only where each is as it must be")
    func work() {
        #expect(AkomaNtosoWork("eu/agreement/2028-02-29/cyber")?.uri == "/akn/eu/act/agreement/2028-02-29/cyber")
        for text in [
            "", "eu", "eu/agreement/2027-02-29/x", "eu/2agreement/2027-02-28/x", "eu/a/2027-02-28/x y",
            "EU/a/2027-02-28/x", "eu/a/2027-13-01/x", "eu/a/2027-02-28/x/y", "eu/a/-2027-02-2/x",
        ] {
            #expect(AkomaNtosoWork(text) == nil, "\(text)")
        }
        #expect(AkomaNtosoWork.language("ja") == "jpn")
        #expect(AkomaNtosoWork.language("DE") == "deu")
        #expect(AkomaNtosoWork.language("xx") == nil)
    }
}
