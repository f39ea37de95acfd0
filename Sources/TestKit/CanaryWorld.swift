internal import Agreements
internal import Configuration
internal import Cryptography
internal import DetectionFormats
internal import DetectionServer
internal import Exchange
package import Hits
package import Installation
internal import JSON
package import Node
internal import People
internal import Releasing
package import Store
internal import Synchronization

/// A node with people of different clearances and two partners, all in one process.
public final class CanaryWorld {
    /// What may be wrong with the set-up.
    public struct Failure: Error, CustomStringConvertible {
        /// What it is.
        public let description: String
    }

    /// Somebody who works here.
    public struct Actor {
        /// Who asks.
        public let client: RouterClient
        /// What may be told.
        public let reader: CanarySecrets.Reader
        /// The name, for a message.
        public let name: String
    }

    /// The identifiers of the markings.
    package static let marking: [CanarySecrets.Level: String] = [
        .open: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
        .restricted: "marking-definition--00000000-0000-4000-8000-0000000000a1",
        .secret: "marking-definition--00000000-0000-4000-8000-0000000000a2",
        .closed: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
    ]

    private static let accord = """
        party EU
          codes eu

        party Japan
          codes japan

        party Korea
          codes korea

        scheme EU of EU
          levels, highest first
            EU-SECRET
            EU-RESTRICTED
          registered down to EU-RESTRICTED

        scheme Japan of Japan
          levels, highest first
            J-SECRET
            J-LOW

        agreement EJ
          between EU and Japan
          in force from 2020-01-01
          article 1: covers all classified information
          article 2: up to EU EU-RESTRICTED
          article 3: levels, both ways
            EU EU-SECRET = Japan J-SECRET
            EU EU-RESTRICTED = Japan J-LOW

        """

    /// The node.
    package let node: Node
    /// When every world begins: tomorrow, since partners' certificates are valid from the moment at which they are
    /// made.
    package static let start = SystemClock.now() + 86_400_000_000
    /// Its clock, which the test turns.
    package let clock = TestClock(CanaryWorld.start)
    /// Holds what came in against what is here, when it is told to.
    package let hits: HitFollower
    /// The services, without sockets.
    package let router: NodeRouter
    /// People and partners, by what they do.
    package private(set) var actors: [String: Actor] = [:]
    private let folder: TemporaryFolder
    private let lines = Lines()
    private var others: [Node] = []

    /// Sets everything up.
    /// - Throws: what does not work.
    public convenience init() throws { try self.init(faults: nil) }

    /// Sets everything up, with a store that fails when it is told to.
    /// - Parameter faults: when it fails.
    /// - Throws: what does not work.
    package init(faults: Faults?) throws {
        folder = TemporaryFolder()
        node = try Self.node("eu", folder, clock, faults)
        hits = HitFollower(node: node, log: .none)
        let write: @Sendable ([UInt8]) -> Void = { [lines] line in lines.all.withLock { $0 += line } }
        let log = NodeLog(clock: { [clock] in clock.now }, write: write)
        router = try NodeRouter(node: node, log: log)
        let reading = AgreementReading([SourceFile(name: "set.accord", text: Self.accord)])
        guard reading.isUsable else { throw Failure(description: "the agreements cannot be used") }
        _ = try node.apply(reading, officer: "O")
        try keepMarkings()
        for (name, role, most) in [
            ("high", "author", .secret), ("low", "author", .open), ("officer", "disclosure-officer", .restricted),
            ("chief", "administrator", nil), ("guard", "security-officer", .secret),
            ("keeper", "registrar", .open), ("second", "registrar", .secret),
        ] as [(String, String, CanarySecrets.Level?)] {
            try hire(name, role, most, router)
        }
        try keepLists()
        try subscribe("sensor", register: nil, ["TLP:GREEN"], .open, router)
        try subscribe("vault", register: "high", ["TLP:GREEN", "EU EU-SECRET"], .secret, router)
        for (place, name) in ["japan", "korea"].enumerated() { try befriend(name, place, router) }
        try node.store.finishIndexing()
    }

    /// A warning list that every planted text is on, and rules by which indicators are worth something.
    private func keepLists() throws {
        let list = JSONTree.members([
            "name": .string("What is planted"), "version": .integer(1), "type": .string("substring"),
            "list": .strings(["canary"]),
        ])
        let file = node.folder.warningLists + "/planted.json"
        try Files.makeFolders(above: file)
        try Files.write(list.bytes(), to: file)
        try node.change { connection throws(StoreError) in
            let rules = #"{"rules":[{"form":"opencti","lifetime":90,"pound":0.5}]}"#
            try SettingRows(connection).put(.decayRules, rules)
        }
    }

    deinit {
        node.close()
        for other in others { other.close() }
    }

    /// What the node's own log holds.
    public var log: [UInt8] { lines.all.withLock { $0 } }

    private final class Lines: Sendable {
        let all = Mutex<[UInt8]>([])
    }

    private static func node(_ name: String, _ folder: TemporaryFolder, _ clock: TestClock, _ faults: Faults? = nil)
        throws -> Node
    {
        var configuration = NodeConfiguration()
        configuration.name = name
        configuration.identity = "identity--\(Samples.uuid(name.utf8.reduce(0) { $0 * 31 + Int($1) }))"
        configuration.answerStep = 0
        // A partner asks here as fast as it can, under a clock that the test turns.
        configuration.partnerRequestsPerMinute = 1_000_000
        configuration.partnerBytesPerDay = 1 << 50
        configuration.secondFactorRoles = []
        configuration.writerCacheKibibytes = 16_384
        let files = NodeFolder(folder.path + "/" + name)
        try files.setUp(configuration)
        let node = try Node(folder: files, faults: faults) { clock.now }
        try node.makeToolsRoot()
        return node
    }

    private func keepMarkings() throws {
        let objects = [(CanarySecrets.Level.restricted, "EU-RESTRICTED"), (.secret, "EU-SECRET")].map { level, name in
            JSONTree.members([
                "type": "marking-definition", "spec_version": "2.1", "id": .string(Self.marking[level] ?? ""),
                "created": "2026-01-01T00:00:00.000Z",
                "extensions": .members([
                    "extension-definition--8f3a5d52-5c38-4b7e-9d70-0d6cf0c6a1b4": .members([
                        "extension_type": "property-extension", "policy": "EU", "classification": .string(name),
                        "categories": .array([
                            .members(["tag": "Subject", "type": "informative", "values": .strings(["canary"])])
                        ]),
                    ])
                ]),
            ])
        }
        let path = folder.path + "/markings.json"
        try TestFiles.write(Samples.bundle(objects).bytes(), to: path)
        let report = try node.importFile(path)
        guard report.added == 2 else { throw Failure(description: "\(report.refused)") }
    }

    private func hire(_ name: String, _ role: String, _ most: CanarySecrets.Level?, _ router: NodeRouter) throws {
        let levels: [JSONTree] = most == .secret ? ["EU EU-SECRET"] : most == .restricted ? ["EU EU-RESTRICTED"] : []
        guard let kind = RecordKind.all.first(where: { $0.name == "person" }) else { return }
        let record = [
            JSONMember("name", .string(name)), JSONMember("nationality", "EU"),
            JSONMember("clearances", .array(levels)),
            JSONMember("briefed", "2026-01-12"), JSONMember("needs", .strings(["canary"])),
        ]
        _ = try node.record(kind, record, officer: "S")
        _ = try node.addPerson(name: name, title: name, roles: [role], register: name, by: "root")
        // There are hundreds of worlds, and some sign at each step: what is tried is not how much work a password is.
        try node.change { connection throws(StoreError) in
            let rows = AccountRows(connection)
            guard var account = try rows.find(name) else { return }
            account.password = Self.cheap
            try rows.put(account)
            try rows.endLinks(of: name)
        }
        let client = RouterClient(.person(name), router)
        guard client.signIn(name) else { throw Failure(description: "\(name) cannot sign in") }
        actors[name] = Actor(client: client, reader: .person(upTo: most), name: name)
    }

    /// The password of everybody, with as little work as there can be.
    private static let cheap = PasswordHash.of(RouterClient.password, passes: 1, bytes: 8_192)

    /// A consumer of files for programs that detect.
    private func subscribe(
        _ name: String,
        register: String?,
        _ levels: [String],
        _ most: CanarySecrets.Level,
        _ router: NodeRouter
    ) throws {
        let wanted = Consumer(name: name, register: register, formats: DetectionFormat.allCases, levels: levels)
        let client = RouterClient(.consumer(key: try node.makeConsumer(wanted)), router)
        actors[name] = Actor(client: client, reader: .person(upTo: most), name: name)
    }

    private func befriend(_ name: String, _ place: Int, _ router: NodeRouter) throws {
        let other = try Self.node(name, folder, clock)
        others.append(other)
        for (inviter, invited) in [(other, node), (node, other)] {
            let invitation = try inviter.invite(invited.configuration.name, address: "https://127.0.0.1:1")
            let read = try invited.accept(invitation.file(signedBy: inviter.signingKey)).invitation
            try invited.confirm(inviter.configuration.name, fingerprint: read.fingerprint)
        }
        let lines = other.certificate.certificate.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        guard let der = Encoding.bytes(base64: lines.joined()) else { throw Failure(description: "no certificate") }
        let client = RouterClient(.partner(name: name, certificate: der), router)
        actors[name] = Actor(client: client, reader: .partner(place), name: name)
    }
}
