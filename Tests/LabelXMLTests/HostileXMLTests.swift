import LabelXML
import Testing

@Suite("XML of an untrusted party")
struct HostileXMLTests {
    /// A document that is not to be read, and why.
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let code: XMLError.Code

        init(_ description: String, _ text: String, _ code: XMLError.Code) {
            testDescription = description
            bytes = Array(text.utf8)
            self.code = code
        }
    }

    private static let laughs: String = {
        var text = "<!DOCTYPE l [<!ENTITY a0 \"ha\">"
        for level in 1...12 {
            text += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
        }
        return text + "]><l>&a12;</l>"
    }()

    private static func many(_ count: Int) -> String {
        "<l " + (0..<count).map { "a\($0)='='" }.joined(separator: " ") + "/>"
    }

    private static func named(_ part: (Int) -> String) -> String {
        "<l>\n" + (0..<1_100).map { part($0) + "\n" }.joined() + "</l>"
    }

    /// Elements inside each other, two declarations of namespaces at each.
    private static func inside(_ count: Int) -> String {
        String(repeating: "<y xmlns:a='u' xmlns:b='u'>", count: count)
    }

    private static func outside(_ count: Int) -> String { String(repeating: "</y>", count: count) }

    @Test("64 namespaces inside each other are read, and any number one after the other")
    func namespaces() throws {
        let text = "<l>" + String(repeating: Self.inside(32) + Self.outside(32), count: 200) + "</l>"
        #expect(try LabelXML.readLabel(Array(text.utf8)).value == nil)
    }

    /// The library finds a name by a walk that grows with the number of names: 300,000 of them took a sixth of the rate away.
    @Test("a document with ever more names is read no further than its first thousand")
    func names() throws {
        func file(_ count: Int) -> [UInt8] { Array("<l>\n\((0..<count).map { "<x\($0)/>\n" }.joined())</l>".utf8) }
        #expect(try LabelXML.readLabel(file(1_000)).value == nil)
        for count in [1_100, 300_000] {
            do throws(XMLError) {
                _ = try LabelXML.readLabel(file(count))
                Issue.record("read")
            } catch {
                #expect(error.code == .tooLarge)
                // The library is some names ahead of the line.
                #expect((900...1_024).contains(try #require(error.line)), "how far it was read: \(error)")
            }
        }
        // The same name again is one name.
        let again = "<l>" + String(repeating: "<x a='1'/>", count: 5_000) + "</l>"
        #expect(try LabelXML.readLabel(Array(again.utf8)).value == nil)
    }

    @Test("64 attributes are read")
    func attributes() throws {
        #expect(try LabelXML.readLabel(Array(Self.many(64).utf8)).value == nil)
        // What looks like attributes is none in a text, a comment or a value.
        let signs = String(repeating: "a='' ", count: 200)
        let text = "<l><!-- <a \(signs) -->\(signs)<![CDATA[<a \(signs)>]]><b c=\"\(signs)\"/></l>"
        #expect(try LabelXML.readLabel(Array(text.utf8)).value == nil)
    }

    static let cases = [
        Case("a billion laughs", laughs, .doctype),
        Case("an external entity", "<!DOCTYPE l [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><l>&e;</l>", .doctype),
        Case(
            "an external definition",
            "<?xml version=\"1.0\"?>\n<!-- x --><!DOCTYPE l SYSTEM \"http://x/\"><l/>",
            .doctype
        ),
        Case("an entity of nobody", "<l>&e;</l>", .malformed),
        Case("nothing", "", .malformed),
        Case("white space", " \n ", .malformed),
        Case("a comment without an end", "<!-- ", .malformed),
        Case("cut off in a tag", "<l><Conf", .malformed),
        Case("cut off in an element", "<l><a/>", .malformed),
        Case("two roots", "<l/><l/>", .malformed),
        Case("text behind the root", "<l/>more", .malformed),
        Case("a prefix of nobody", "<x:l a:b='1' a:b='2'/>", .malformed),
        Case("the same attribute twice", "<l a='1' a='2'/>", .malformed),
        Case("ten megabytes deep", String(repeating: "<aaa>", count: 2_000_000), .tooLarge),
        Case("65 deep", String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65), .tooLarge),
        Case("too many elements", "<a>" + String(repeating: "<b/>", count: 1_000_001) + "</a>", .tooLarge),
        Case("65 attributes", many(65), .tooLarge),
        Case("100,000 attributes (fault D2)", many(100_000), .tooLarge),
        Case("65 namespaces", "<l " + (0..<65).map { "xmlns:n\($0)='u'" }.joined(separator: " ") + "/>", .tooLarge),
        Case("behind what is no tag", "<!-- <' --><l><![CDATA[ <a \" ]]><?p ' ?>" + many(65) + "</l>", .tooLarge),
        Case("1,100 names of elements", named { "<x\($0)/>" }, .tooLarge),
        Case("1,100 names of attributes", named { "<x a\($0)=''/>" }, .tooLarge),
        Case("1,100 prefixes", named { "<x xmlns:a\($0)='u'/>" }, .tooLarge),
        Case("1,100 addresses of namespaces", named { "<x xmlns:a='u\($0)'/>" }, .tooLarge),
        Case("65 namespaces inside each other", inside(33) + "<x/>" + outside(33), .tooLarge),
        Case("1,100 names of what is skipped", named { "<?x\($0) ?>" }, .tooLarge),
        Case("1,100 names behind the root", "<l/>" + (0..<1_100).map { "<?x\($0) ?>" }.joined(), .tooLarge),
        Case("too many bytes", "<a>" + String(repeating: " ", count: 17 << 20) + "</a>", .tooLarge),
    ]

    @Test("is refused with its reason", .timeLimit(.minutes(1)), arguments: cases)
    func refuses(example: Case) {
        do throws(XMLError) {
            let reading = try LabelXML.readLabel(example.bytes)
            Issue.record("read: \(reading.findings)")
        } catch {
            #expect(error.code == example.code, "\(error)")
        }
    }

    @Test("is refused in an encoding that is not UTF-8")
    func encodings() {
        let wide = "<l/>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for bytes in [wide, [0xFF, 0xFE] + wide, [0x3C, 0x6C, 0x3E, 0xE9, 0x3C, 0x2F, 0x6C, 0x3E]] {
            #expect(throws: XMLError.self) { try LabelXML.readLabel(bytes) }
        }
    }

    @Test("is read or refused, whatever byte is changed")
    func changedBytes() throws {
        let bytes = try LabelFiles.bytes("port.xml")
        var read = 0
        for index in bytes.indices {
            for byte in [UInt8(ascii: "<"), UInt8(ascii: "&"), 0x00, 0xFF] {
                var changed = bytes
                changed[index] = byte
                do throws(XMLError) {
                    _ = try LabelXML.readLabel(changed)
                    read += 1
                } catch {
                    #expect(!error.message.isEmpty)
                }
            }
        }
        print("documents with one byte changed that were read: \(read) of \(bytes.count * 4)")
        for length in stride(from: 0, to: bytes.count - 2, by: 7) {
            #expect(throws: XMLError.self) { try LabelXML.readLabel(Array(bytes.prefix(length))) }
        }
    }
}
