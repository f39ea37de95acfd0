import Expressions
import JSON
import STIXPatterns
import Testing

@testable import PatternMatching

@Suite("Patterns as tools write them")
struct PracticalTests {
    private static let upper = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"
    private static let address = #"{"type":"ipv4-addr","id":"ipv4-addr--1","value":"198.51.100.7"}"#
    private static let long = #"{"type":"ipv6-addr","id":"ipv6-addr--1","value":"2001:0db8:0:0:0:0:0:1"}"#
    private static let name = #"{"type":"domain-name","id":"domain-name--1","value":"bad.example"}"#
    private static let traffic = """
        {"type":"network-traffic","id":"network-traffic--1","dst_port":8443,"protocols":["tcp","http"],\
        "dst_ref":"ipv6-addr--1","x_hosts":[{"name":"a"},[{"name":"b"}]]}
        """

    private func met(
        _ pattern: String,
        _ objects: [String],
        _ mode: PatternMode = .practical,
        fillers: Int = 0
    ) throws -> [PatternSet.Hit] {
        var set = PatternSet(PCRE(), mode: mode)
        for number in 0..<fillers { try set.add("[domain-name:value = 'n\(number).example']") }
        try set.add(pattern)
        var all: [JSONValue] = []
        for object in objects { all.append(try JSONDocument(object).root) }
        let ids = all.compactMap { $0["id"]?.string }.map { "\"\($0)\"" }.joined(separator: ",")
        let seen =
            #"{"type":"observed-data","id":"o","first_observed":"2026-03-01T00:00:00Z","object_refs":[\#(ids)]}"#
        all.append(try JSONDocument(seen).root)
        return set.hits(in: ObservationReader.observations(all), limit: 1_000).hits
    }

    @Test(
        "what is met only as tools write it names the rule",
        arguments: [
            ("[network-traffic:dst_port = '8443']", [.quotedNumber]), ("[network-traffic:dst_port = 8443]", []),
            ("[network-traffic:dst_port IN ('1', '8443')]", [.quotedNumber]),
            ("[network-traffic:dst_port = '08443']", nil), ("[network-traffic:dst_port != '8443']", []),
            ("[network-traffic:dst_port NOT = '1']", []), ("[network-traffic:protocols = 'tcp']", [.element]),
            ("[network-traffic:protocols LIKE 'htt_']", [.element]), ("[network-traffic:protocols[*] = 'tcp']", []),
            ("[network-traffic:protocols = 'udp']", nil), ("[network-traffic:protocols NOT = 'udp']", []),
            ("[network-traffic:x_hosts.name = 'a']", [.element]),
            ("[network-traffic:x_hosts.name = 'b']", [.element]), ("[network-traffic:x_hosts.name = 'c']", nil),
            ("[ipv4-addr:value = '198.51.100.0/24']", [.network]), ("[ipv4-addr:value = '198.51.0.0/24']", nil),
            ("[ipv4-addr:value = '198.51.100.7/32']", [.spelling]), ("[ipv4-addr:value = '198.51.100.7']", []),
            ("[ipv6-addr:value = '2001:db8::1']", [.spelling]), ("[ipv6-addr:value = '2001:db8::/32']", [.network]),
            ("[ipv6-addr:value ISSUBSET '2001:db8::/32']", []),
            ("[network-traffic:dst_ref.value = '2001:DB8::1']", [.spelling]),
            (
                "[network-traffic:dst_ref.value = '2001:db8::/64' AND network-traffic:dst_port = '8443']",
                [.quotedNumber, .network]
            ),
            ("[domain-name:value = 'BAD.Example.']", [.spelling]), ("[domain-name:value != 'BAD.Example']", []),
            ("[domain-name:value NOT = 'bad.example']", nil),
            ("[domain-name:value = 'x.example' OR domain-name:value = 'BAD.example']", [.spelling]),
            ("[domain-name:value = 'Bad.example'] AND [ipv4-addr:value = '198.51.100.0/24']", nil),
            ("[file:hashes.'SHA-256' = '\(upper)']", [.spelling]), ("[file:hashes.MD5 = '\(upper.prefix(32))']", nil),
            ("[mac-addr:value = 'D2-FB-49-24-37-18']", [.spelling]),
            ("[url:value = 'HTTPS://Bad.example:443/%7ea']", [.spelling]),
        ] as [(String, [PatternRule]?)]
    )
    func rules(_ pattern: String, _ rules: [PatternRule]?) throws {
        let objects = [
            Self.address, Self.long, Self.name, Self.traffic,
            #"{"type":"file","id":"file--1","hashes":{"SHA-256":"\#(Self.upper.lowercased())"}}"#,
            #"{"type":"mac-addr","id":"mac-addr--1","value":"d2:fb:49:24:37:18"}"#,
            #"{"type":"url","id":"url--1","value":"https://bad.example/~a"}"#,
        ]
        for fillers in [0, 50] {
            let hits = try met(pattern, objects, fillers: fillers)
            #expect(hits.map(\.rules) == (rules.map { [$0] } ?? []))
        }
        // What is met exactly is met exactly in both modes, and nothing else is met in the other one.
        #expect(try met(pattern, objects, .exact).isEmpty == (rules?.isEmpty != true))
    }

    @Test("several observations tell the rules of those that are taken, and none where they are met exactly")
    func several() throws {
        var set = PatternSet(PCRE(), mode: .practical)
        try set.add("[domain-name:value = 'Bad.example'] AND [ipv4-addr:value = '198.51.100.0/24']")
        try set.add("[domain-name:value = 'bad.example'] AND [ipv4-addr:value = '198.51.100.7']")
        let seen = try [Self.name, Self.address].map { Observation(try JSONDocument($0).root) }
        let hits = set.hits(in: seen, limit: 1_000).hits
        #expect(hits.map(\.rules) == [[.network, .spelling], []] && hits.map(\.observations) == [[0, 1], [0, 1]])
    }

    @Test("a network that was seen has the addresses in it that are asked for")
    func networks() throws {
        let seen = [#"{"type":"ipv4-addr","id":"ipv4-addr--1","value":"198.51.100.0/24"}"#]
        #expect(try met("[ipv4-addr:value = '198.51.100.7']", seen).map(\.rules) == [[.network]])
        #expect(try met("[ipv4-addr:value = '198.51.101.7']", seen).isEmpty)
    }
}
