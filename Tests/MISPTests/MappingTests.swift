import JSON
import MISP
import STIX
import STIXPatterns
import Testing

@Suite("attributes as STIX")
struct MappingTests {
    /// The objects of an event with one attribute.
    private func objects(_ type: String, _ value: String, _ more: String = ",\"to_ids\":true") throws -> [JSONValue] {
        let event = MISPSample.event("\"Attribute\":[\(MISPSample.attribute(1, type, value, more))]")
        return try MISPSample.converted(JSONDocument(event).root).objects
    }

    private func one(_ type: String, _ objects: [JSONValue]) -> JSONValue? {
        objects.first { $0["type"]?.string == type }
    }

    @Test(
        "patterns as tools read them: numbers without quotes, networks by ISSUBSET, each value of a list",
        arguments: [
            ("AS", "AS64496", "[autonomous-system:number = 64496]"),
            ("ip-dst", "198.51.100.7", "[ipv4-addr:value = '198.51.100.7']"),
            ("ip-src", "198.51.100.0/24", "[ipv4-addr:value ISSUBSET '198.51.100.0/24']"),
            ("ip-dst", "2001:db8::/32", "[ipv6-addr:value ISSUBSET '2001:db8::/32']"),
            (
                "ip-dst|port", "203.0.113.9|8443",
                "[network-traffic:dst_ref.value = '203.0.113.9' AND network-traffic:dst_port = 8443]"
            ),
            (
                "domain|ip", "bad.example|203.0.113.9",
                "[domain-name:value = 'bad.example' AND domain-name:resolves_to_refs[*].value = '203.0.113.9']"
            ),
            (
                "regkey|value", "HKLM\\x|C:\\a|b",
                "[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\x' AND "
                    + "windows-registry-key:values[*].data = 'C:\\\\a|b']"
            ),
            (
                "filename|md5", "a|b.exe|abababababababababababababababab",
                "[file:name = 'a|b.exe' AND file:hashes.MD5 = 'abababababababababababababababab']"
            ),
            ("mac-address", "00-1A-2B-3C-4D-5E", "[mac-addr:value = '00:1a:2b:3c:4d:5e']"),
            ("imphash", "abab", "[file:hashes.x_imphash = 'abab']"),
            ("filename", "a'b\\c", "[file:name = 'a\\'b\\\\c']"),
            ("email-dst", "a@b.example", "[email-message:to_refs[*].value = 'a@b.example']"),
            (
                "github-username", "x",
                "[user-account:account_type = 'github' AND user-account:account_login = 'x']"
            ),
        ]
    )
    func patterns(_ type: String, _ value: String, _ pattern: String) throws {
        let indicator = try #require(one("indicator", objects(type, value)))
        #expect(indicator["pattern"]?.string == pattern)
        #expect(STIXPattern.problem(in: Array(pattern.utf8).span) == nil)
    }

    @Test(
        "rules of other languages keep their text",
        arguments: [
            ("yara", "yara"), ("sigma", "sigma"), ("snort", "snort"), ("suricata", "suricata"), ("bro", "zeek"),
        ]
    )
    func rules(_ type: String, _ language: String) throws {
        let indicator = try #require(one("indicator", objects(type, "rule a { condition: true }\n")))
        #expect(indicator["pattern"]?.string == "rule a { condition: true }\n")
        #expect(indicator["pattern_type"]?.string == language)
    }

    @Test(
        "a value that is none of its type is no pattern",
        arguments: [
            ("ip-dst", "198.51.100.007"), ("ip-dst", "198.51.100.7/33"), ("ip-dst", "2001:db8::1::2"),
            ("sha256", "abab"), ("AS", "ASx"), ("ip-dst|port", "198.51.100.7"), ("ip-dst|port", "x|80"),
            ("mac-address", "00-1A"), ("stix2-pattern", "[broken"), ("domain", ""), ("port", "99999999999999999999"),
        ]
    )
    func noPattern(_ type: String, _ value: String) throws {
        let made = try objects(type, value)
        #expect(one("indicator", made) == nil)
        #expect(one("note", made) != nil)
        let back = MISPSample.back(made).events[0]["Attribute"]?.elements?.first
        #expect(back?["value"] == .string(value) && back?["to_ids"] == .bool(true))
    }

    @Test("every type of MISP is valid STIX, looked for or not, and comes back")
    func everyType() throws {
        guard let table = try MISPSample.document("misp-reference/describeTypes.json") else { return }
        let types = (table["result"]?["types"].map { Array($0.elements) } ?? []).compactMap(\.string)
        #expect(types.count == 194)
        let validator = STIXValidator(types: .specification)
        for type in types {
            for more in [",\"to_ids\":true", ",\"to_ids\":false,\"first_seen\":\"2026-11-01T00:00:00Z\""] {
                let made = try objects(type, type.contains("|") ? "198.51.100.7|1" : "1", more)
                for object in made {
                    let errors = validator.findings(for: object).filter { $0.severity == .error }
                    #expect(errors.isEmpty, "\(type): \(errors)")
                }
                let back = MISPSample.back(made)
                #expect(back.lost == [] && back.events.count == 1)
                #expect(back.events[0]["Attribute"]?.elements?.first?["type"] == .string(type))
            }
        }
    }

    @Test("nothing is invented: one time seen stays one, and no protocol is said")
    func nothingInvented() throws {
        let seen = ",\"to_ids\":true,\"first_seen\":\"2026-11-01T00:00:00.000000+00:00\""
        let made = try objects("ip-dst", "198.51.100.7", seen)
        let attribute = MISPSample.back(made).events[0]["Attribute"]?.elements?.first
        #expect(attribute?["last_seen"] == nil)
        #expect(one("network-traffic", made) == nil)
        let indicator = try #require(one("indicator", made))
        #expect(indicator["valid_from"]?.string == "2026-11-01T00:00:00.000Z" && indicator["valid_until"] == nil)
        let observed = try #require(one("observed-data", made))
        #expect(observed["first_observed"]?.string == observed["last_observed"]?.string)
    }

    @Test(
        "tags of TLP and PAP are markings; what classifies, or is no level, goes to nobody but by name",
        arguments: [
            ("tlp:white", "94868c89"), ("tlp:clear", "94868c89"), ("TLP:GREEN", "bab4a63c"),
            ("tlp:amber", "55d920b0"),
            ("tlp:amber+strict", "939a9414"), ("tlp:red", "e828b379"), ("tlp:unclear", "e828b379"),
            ("PAP:AMBER", "60f8932b"), ("PAP:WHITE", "ad15a0cd"), ("nato:classification=\\\"NR\\\"", "e828b379"),
            ("euci:R-UE/EU-R", "e828b379"),
        ]
    )
    func markings(_ tag: String, _ start: String) throws {
        let made = try objects("domain", "a.example", ",\"to_ids\":true,\"Tag\":[{\"name\":\"\(tag)\"}]")
        let indicator = try #require(one("indicator", made))
        let refs = indicator["object_marking_refs"].map { Array($0.elements) } ?? []
        #expect(refs.compactMap(\.string).map { $0.dropFirst(20).prefix(8) } == [start[...]])
    }

    @Test(
        "a tag that can't be read might be a marking: the event is refused, with the place",
        arguments: ["\"tlp:red\"", "{\"colour\":\"#fff\"}", "{\"name\":7}", "{\"Tag\":{\"id\":1}}"]
    )
    func unreadableTags(_ tag: String) throws {
        #expect(throws: MISPFault.invalid("Event.Attribute[0].Tag[0]", .tags)) {
            try objects("domain", "a.example", ",\"to_ids\":true,\"Tag\":[\(tag)]")
        }
    }

    @Test("tags in entries of their own are tags, and what says something of an attribute bears its markings")
    func tagsInEntries() throws {
        let more = """
            ,"to_ids":true,"AttributeTag":[{"local":false,"Tag":{"name":"tlp:red"}},
            {"local":true,"Tag":{"name":"mine"}}],
            "Sighting":[{"type":"0","date_sighting":"1764144000","Organisation":{"name":"B"}}],
            "ShadowAttribute":[{"uuid":"2acef44f-59d2-5972-9a65-f356283d5ae9","type":"domain",
            "value":"b","Org":{"name":"C"}}],
            "Galaxy":[{"type":"tool","GalaxyCluster":[{"value":"x"}]}],"first_seen":"2026-11-01T00:00:00Z"
            """
        let made = try objects("domain", "a.example", more)
        let red = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"
        let bearers = made.filter { object in
            object["object_marking_refs"]?.elements.contains { $0.isString(red) } ?? false
        }.compactMap { $0["type"]?.string }
        #expect(
            bearers.sorted() == [
                "domain-name", "identity", "identity", "indicator", "note", "observed-data", "relationship",
                "sighting", "tool",
            ]
        )
        #expect(!made.contains { String(decoding: $0.canonicalBytes(), as: UTF8.self).contains("mine") })
    }

    @Test(
        "a marking that was added is a tag more, one that was taken away a tag less; a changed pattern is read anew"
    )
    func changedMeanwhile() throws {
        let made = try objects(
            "domain",
            "a.example",
            ",\"to_ids\":true,\"Tag\":[{\"name\":\"tlp:red\"},{\"name\":\"x\"}]"
        )
        let changed = try made.map { object in
            var tree = JSONTree(object)
            if object["type"]?.string == "indicator" {
                tree["object_marking_refs"] = .strings(["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"])
                tree["pattern"] = .string("[url:value = 'http://a.example/']")
            }
            return try JSONDocument(parsing: tree.bytes()).root
        }
        let attribute = try #require(MISPSample.back(changed).events[0]["Attribute"]?.elements?.first)
        let tags = (attribute["Tag"]?.elements ?? []).compactMap { $0["name"]?.string }
        #expect(tags == ["x", "tlp:green"])
        #expect(attribute["type"] == .string("url") && attribute["value"] == .string("http://a.example/"))
    }
}

@Suite("for whom an event was meant")
struct AudienceTests {
    private func audience(_ members: String) throws -> MISPAudience {
        MISPAudience(try JSONDocument("{\(members)}").root)
    }

    @Test("the distribution is never read wider than it is")
    func distribution() throws {
        #expect(try audience("").distribution == 0)
        #expect(try audience("\"distribution\":\"x\"").distribution == 0)
        for number in 0...4 {
            let audience = try audience("\"distribution\":\"\(number)\"")
            #expect(audience.distribution == number && audience.organisations == [])
            #expect(audience.isForAll == (number == 2 || number == 3))
        }
        let group =
            "\"SharingGroup\":{\"name\":\"g\",\"SharingGroupOrg\":[{\"Organisation\":{\"name\":\"A\",\"uuid\":\"U\"}}]}"
        #expect(try audience("\"distribution\":\"1\",\(group)").organisations == [])
        let four = try audience("\"distribution\":4,\(group)")
        #expect(
            four.organisations.map(\.name) == ["A"] && four.organisations.map(\.uuid) == ["u"] && four.group == "g"
        )
    }
}

@Suite("a feed")
struct FeedTests {
    @Test("leaves out what is of the own organisation alone, local tags and proposals, and is the same each time")
    func feed() throws {
        let event = try MISPSample.fixture("one-of-everything.json")
        var tree = JSONTree(try #require(event["Event"]))
        var attributes = try #require(tree["Attribute"]?.elements)
        attributes[0]["distribution"] = .string("0")
        attributes[1]["Tag"] = .array([.members(["name": .string("mine"), "local": .bool(true)])])
        tree["Attribute"] = .array(attributes)
        var own = tree
        own["uuid"] = .string("7d850589-beec-5009-b8eb-d73608a70fdd")
        own["distribution"] = .string("0")
        let feed = MISPFeed([tree, own]) { Array($0.prefix(1)) }
        #expect(
            feed.files.map(\.name) == ["7d850589-beec-5009-b8eb-d73608a70fdc.json", "manifest.json", "hashes.csv"]
        )
        #expect(feed.lost.map(\.path) == ["Event.Attribute[0]", "Event"])
        let written = try JSONDocument(parsing: feed.files[0].bytes).root
        let text = String(decoding: feed.files[0].bytes, as: UTF8.self)
        #expect(written["Event"]?["distribution"]?.string == "4" && !text.contains("mine"))
        #expect(!text.contains("\"ShadowAttribute\"") && !text.contains("198.51.100.7"))
        #expect(MISPFeed([tree, own]) { Array($0.prefix(1)) }.files.map(\.bytes) == feed.files.map(\.bytes))
    }

    @Test("names files of events alone")
    func manifest() throws {
        let manifest = try JSONDocument(
            "{\"../x\":{},\"7d850589-beec-5009-b8eb-d73608a70fdc\":{},\"7d850589-beec-5009-b8eb-d73608a70fdc/..\":{}}"
        ).root
        #expect(MISPFeed.files(in: manifest) == ["7d850589-beec-5009-b8eb-d73608a70fdc.json"])
    }
}
