public import Cryptography
internal import Glibc
internal import JSON

/// The files of a node: configuration, keys and store, all below one folder.
public struct NodeFolder: Sendable {
    /// The folder.
    public let path: String

    /// A folder that may not exist yet.
    /// - Parameter path: the folder.
    public init(_ path: String) { self.path = path }

    /// Why the folder cannot be used.
    public struct Failure: Error, CustomStringConvertible {
        /// What is wrong and where.
        public let description: String
    }

    /// The configuration file.
    public var configurationFile: String { path + "/entente.json" }
    /// The TLS certificate in PEM.
    public var certificateFile: String { path + "/keys/tls.crt" }
    /// The TLS key in PEM.
    public var privateKeyFile: String { path + "/keys/tls.key" }
    /// The seed of the signing key in base 64.
    public var signingKeyFile: String { path + "/keys/signing.key" }
    /// The certificate in PEM to which courier files are encrypted and by which they are signed.
    public var courierCertificateFile: String { path + "/keys/courier.crt" }
    /// The key of the courier certificate in PEM.
    public var courierKeyFile: String { path + "/keys/courier.key" }
    /// The store.
    public var storeFile: String { path + "/store.db" }
    /// The trust policy for partners' logs (C2SP tlog-policy); without it, each partner's own key is enough.
    public var trustPolicy: String { path + "/trust.policy" }
    /// The folder with the agreements that this node works by.
    public var agreements: String { path + "/agreements" }

    /// The folder with the warning lists that values are held against.
    public var warningLists: String { path + "/warninglists" }

    /// Whether a node has been set up here.
    public var isSetUp: Bool { unsafe access(configurationFile, F_OK) == 0 }

    /// Sets a node up: configuration, a signing key, a TLS key and certificate.
    ///
    /// Existing keys are kept.
    /// - Parameter configuration: the configuration to write.
    /// - Throws: `Failure`.
    public func setUp(_ configuration: NodeConfiguration) throws(Failure) {
        try makeFolders()
        if unsafe access(signingKeyFile, F_OK) != 0 {
            try write(Encoding.base64(Random.bytes(32)) + "\n", to: signingKeyFile)
        }
        if unsafe access(privateKeyFile, F_OK) != 0 {
            let made: NodeCertificate
            do throws(NodeCertificate.Failure) {
                made = try .make(name: configuration.name, hosts: ["localhost"], days: 825)
            } catch {
                throw Failure(description: error.description)
            }
            try write(made.certificate, to: certificateFile)
            try write(made.privateKey, to: privateKeyFile)
        }
        try makeCourierKey(configuration.name)
        try write(String(decoding: configuration.json.prettyBytes(), as: UTF8.self) + "\n", to: configurationFile)
    }

    /// Makes the folders, for their owner alone.
    ///
    /// A folder that is there and open to others is closed if it is empty; what else lies in it may be meant for
    /// others.
    private func makeFolders() throws(Failure) {
        let isOpen = (Files.mode(of: path) ?? 0) & 0o077 != 0
        guard !isOpen || isSetUp || Files.contents(of: path).isEmpty else {
            throw Failure(
                description: "others may look into `\(path)`, and it holds other files; "
                    + "name an empty folder, or close it with `chmod 700` first"
            )
        }
        do throws(Files.Failure) {
            for folder in [path, path + "/keys"] { try Files.makeFolder(folder) }
        } catch {
            throw Failure(description: error.description)
        }
        try keepToOwner()
    }

    /// Takes from others what they may do with the folder, the configuration, the keys and the store.
    ///
    /// They are made for their owner alone; earlier releases left what was there as it was, and so do copies by hand.
    /// - Throws: `Failure` if the folder is open to others and not ours to close.
    package func keepToOwner() throws(Failure) {
        let keys = Files.contents(of: path + "/keys").map { "\(path)/keys/\($0.name)" }
        let files = [configurationFile, storeFile, storeFile + "-wal", storeFile + "-shm", storeFile + ".replaced"]
        for place in [path, path + "/keys"] + files + keys {
            guard let mode = Files.mode(of: place), mode & 0o077 != 0 else { continue }
            guard unsafe chmod(place, mode & 0o700) == 0 else {
                let why = "\(Files.reason); `chmod -R go= \(path)` as its owner"
                throw Failure(description: "others may use `\(place)`, and it cannot be closed: \(why)")
            }
        }
    }

    /// Makes the key for courier files if there is none: nodes that were set up before have none.
    private func makeCourierKey(_ name: String) throws(Failure) {
        if unsafe access(courierKeyFile, F_OK) == 0 { return }
        let made: NodeCertificate
        do throws(NodeCertificate.Failure) {
            made = try .make(name: "\(name).courier", hosts: [], days: 3_650)
        } catch {
            throw Failure(description: error.description)
        }
        try write(made.certificate, to: courierCertificateFile)
        try write(made.privateKey, to: courierKeyFile)
    }

    private func write(_ text: String, to file: String) throws(Failure) {
        do throws(Files.Failure) {
            try Files.write(Array(text.utf8), to: file)
        } catch {
            throw Failure(description: error.description)
        }
    }

    private func read(_ file: String) throws(Failure) -> [UInt8] {
        do throws(Files.Failure) {
            return try Files.read(file, limit: 1 << 20)
        } catch {
            throw Failure(description: error.description)
        }
    }

    /// The node's secret with its OpenID provider.
    /// - Returns: the secret.
    /// - Throws: `Failure` if the file `keys/open-id.secret` cannot be read.
    package func openIDSecret() throws(Failure) -> String {
        let text = String(decoding: try read(path + "/keys/open-id.secret"), as: UTF8.self)
        return String(text.prefix { !$0.isNewline })
    }

    /// The file of a secret of this node with a server of others: `secret`, `crt`, `key`, or `ca` for its authorities.
    package func sourceFile(_ name: String, _ kind: String) -> String { "\(path)/keys/source-\(name).\(kind)" }

    /// A secret of this node with a server of others.
    /// - Parameter name: the server's name.
    /// - Returns: the secret.
    /// - Throws: `Failure` if it cannot be read.
    package func sourceSecret(_ name: String) throws(Failure) -> String {
        let text = String(decoding: try read(sourceFile(name, "secret")), as: UTF8.self)
        return String(text.prefix { !$0.isNewline })
    }

    /// Everything that belongs to a server of others.
    private static let sourceKinds = ["secret", "crt", "key", "ca"]

    /// Takes the secrets away that this node has with a server of others.
    package func forgetSource(_ name: String) {
        for kind in Self.sourceKinds { unsafe unlink(sourceFile(name, kind)) }
    }

    /// Puts secrets that were tried in the place of those that a server of others has.
    /// - Parameters:
    ///   - trial: the name under which they were tried.
    ///   - name: the server's name.
    /// - Throws: `Failure` if they cannot be put there.
    package func moveSource(_ trial: String, to name: String) throws(Failure) {
        for kind in Self.sourceKinds {
            let (from, to) = (sourceFile(trial, kind), sourceFile(name, kind))
            let isDone =
                Files.isThere(from) ? unsafe rename(from, to) == 0 : unsafe unlink(to) == 0 || errno == ENOENT
            guard isDone else { throw Failure(description: "`\(to)` cannot be written") }
        }
        Files.syncFolder(of: sourceFile(name, "secret"))
    }

    /// The file of what belongs to a hook: its `secret`, or `ca` for the authorities by which the listener is judged.
    package func hookFile(_ name: String, _ kind: String) -> String { "\(path)/keys/hook-\(name).\(kind)" }

    /// The secret by which a hook signs.
    /// - Parameter name: the hook's name.
    /// - Returns: the secret, as it was printed.
    /// - Throws: `Failure` if it cannot be read.
    package func hookSecret(_ name: String) throws(Failure) -> String {
        let text = String(decoding: try read(hookFile(name, "secret")), as: UTF8.self)
        return String(text.prefix { !$0.isNewline })
    }

    /// Takes the files away that belong to a hook.
    package func forgetHook(_ name: String) {
        for kind in ["secret", "ca"] { unsafe unlink(hookFile(name, kind)) }
    }

    /// Reads the configuration.
    /// - Returns: the configuration.
    /// - Throws: `Failure` that names file and place.
    public func configuration() throws(Failure) -> NodeConfiguration {
        let bytes = try read(configurationFile)
        do {
            return try NodeConfiguration(JSONDocument(parsing: bytes).root)
        } catch {
            throw Failure(description: "`\(configurationFile)`: \(error)")
        }
    }

    /// Reads the TLS certificate and key.
    /// - Returns: both in PEM.
    /// - Throws: `Failure`.
    public func certificate() throws(Failure) -> NodeCertificate {
        NodeCertificate(
            certificate: String(decoding: try read(certificateFile), as: UTF8.self),
            privateKey: String(decoding: try read(privateKeyFile), as: UTF8.self)
        )
    }

    /// Reads the courier certificate and key; they are made if they are missing.
    /// - Returns: both in PEM.
    /// - Throws: `Failure`.
    public func courierCertificate() throws(Failure) -> NodeCertificate {
        try makeCourierKey(try configuration().name)
        return NodeCertificate(
            certificate: String(decoding: try read(courierCertificateFile), as: UTF8.self),
            privateKey: String(decoding: try read(courierKeyFile), as: UTF8.self)
        )
    }

    /// Reads the signing key.
    /// - Returns: the key pair.
    /// - Throws: `Failure`.
    public func signingKey() throws(Failure) -> SigningKey {
        let text = String(decoding: try read(signingKeyFile).filter { $0 > 0x20 }, as: UTF8.self)
        guard let seed = Encoding.bytes(base64: text), let key = SigningKey(seed: seed) else {
            throw Failure(description: "`\(signingKeyFile)` holds no signing key")
        }
        return key
    }

    /// The key that a rotation made for a log.
    /// - Parameter log: the log's number.
    /// - Returns: the key, or nil if no rotation made one.
    package func logKey(_ log: Int64) -> SigningKey? {
        guard let text = try? read(logKeyFile(log)) else { return nil }
        let seed = Encoding.bytes(base64: String(decoding: text.filter { $0 > 0x20 }, as: UTF8.self))
        return seed.flatMap { SigningKey(seed: $0) }
    }

    /// Makes the key of a log that a rotation opens; one that is there is kept.
    package func makeLogKey(_ log: Int64) throws(Failure) {
        guard unsafe access(logKeyFile(log), F_OK) != 0 else { return }
        try write(Encoding.base64(Random.bytes(32)) + "\n", to: logKeyFile(log))
    }

    private func logKeyFile(_ log: Int64) -> String { path + "/keys/log-\(log).key" }

    /// Holds the folder for a serving node, until the value goes or the process ends.
    /// - Returns: nil if another process serves the node.
    public func lockForServing() -> ServingLock? { ServingLock(path + "/serving.lock") }
}

/// The right to serve a node: one process at a time has it.
public struct ServingLock: ~Copyable, Sendable {
    private let descriptor: Int32

    package init?(_ path: String) {
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { return nil }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            close(opened)
            return nil
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}
