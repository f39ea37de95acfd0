internal import Configuration
internal import Cryptography
internal import Installation
internal import NormalForms
internal import Store
internal import Transport

/// One attempt to tell a listener something: its host is resolved once, and the connection goes to what was resolved.
struct HookDelivery {
    /// What came of an attempt that failed.
    struct Failure: Error {
        /// Why.
        let fault: HookFault
        /// After how many seconds the listener wants to be asked again.
        var wish: Int64?

        init(_ fault: HookFault, wish: Int64? = nil) { (self.fault, self.wish) = (fault, wish) }
    }

    /// Bytes of an answer that are taken; nothing is read of them.
    private static let mostAnswered = 64 << 10
    /// Addresses of one name that are tried.
    private static let mostAddresses = 3

    /// Seconds that one attempt takes at most, with a look-up that takes its time.
    static func longest(_ configuration: NodeConfiguration) -> Int64 {
        Int64(mostAddresses * configuration.hookAnswerSeconds + 30)
    }

    private let node: Node
    private let hook: StoredHook
    private let resolve: (String) -> [String]

    init(_ node: Node, _ hook: StoredHook, resolve: @escaping (String) -> [String] = HostAddresses.of) {
        (self.node, self.hook, self.resolve) = (node, hook, resolve)
    }

    /// Sends a message.
    /// - Parameter message: the message.
    /// - Throws: `Failure` if it did not arrive.
    func send(_ message: HookMessage) throws(Failure) {
        let fields = try head(of: message)
        var last = HookFault.notReached
        for address in try addresses().prefix(Self.mostAddresses) {
            let answer: HTTPResponse
            do throws(HTTPClient.Failure) {
                let client = HTTPClient(options: options(address))
                answer = try client.send("POST", hook.url, fields: fields, body: message.body)
            } catch {
                last = Self.fault(error)
                // Whoever was there has perhaps heard it: another address would hear it again.
                guard last == .notReached, !error.isBroken else { break }
                continue
            }
            return try Self.judge(answer)
        }
        throw Failure(last)
    }

    /// The fields of the head of a message, signed at this moment.
    func head(of message: HookMessage) throws(Failure) -> [HTTPField] {
        let secret: String
        do throws(NodeFolder.Failure) { secret = try node.folder.hookSecret(hook.name) } catch {
            throw Failure(.secret)
        }
        guard let key = HookMessage.key(of: secret) else { throw Failure(.secret) }
        return [HTTPField("Content-Type", "application/json"), HTTPField("User-Agent", "Entente")]
            + message.fields(secret: key, at: node.clock() / 1_000_000).map { HTTPField($0.name, $0.value) }
    }

    /// The addresses to which it may go.
    private func addresses() throws(Failure) -> [String] {
        let (address, networks): (HookAddress, HookNetworks)
        do throws(HookAddress.Failure) {
            address = try HookAddress(hook.url)
            networks = try HookNetworks(hook.networks.split(separator: " ").map(String.init))
        } catch {
            throw Failure(.notListed)
        }
        let found = address.literal.map { [$0] } ?? resolve(address.host).compactMap { NetworkRange($0) }
        guard !found.isEmpty else { throw Failure(.noAddress) }
        let allowed = found.map { HookNetworks.plain($0) }.filter { networks.allow($0) }
        guard !allowed.isEmpty else { throw Failure(.notListed) }
        return allowed.map(\.text)
    }

    private func options(_ address: String) -> HTTPClient.Options {
        var options = HTTPClient.Options()
        options.address = address
        options.connectSeconds = min(node.configuration.hookAnswerSeconds, 5)
        options.totalSeconds = node.configuration.hookAnswerSeconds
        options.maximumBodyBytes = Self.mostAnswered
        let authorities = node.folder.hookFile(hook.name, "ca")
        if Files.isThere(authorities) { options.authorities = authorities }
        return options
    }

    private static func fault(_ failure: HTTPClient.Failure) -> HookFault {
        failure.isTrust ? .notTrusted : failure.isTooLarge ? .tooMuch : failure.isSlow ? .slow : .notReached
    }

    private static func judge(_ answer: HTTPResponse) throws(Failure) {
        switch answer.status {
        case 200..<300: return
        case 300..<400: throw Failure(.redirected)
        case 410: throw Failure(.gone)
        default:
            let wish = answer.fields.last { $0.name == "retry-after" }.flatMap { Int64($0.value) }
            throw Failure(.status, wish: wish.map { max($0, 0) })
        }
    }
}
