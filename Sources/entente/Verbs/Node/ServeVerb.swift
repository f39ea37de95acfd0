import Configuration
import Glibc
internal import Installation
import JSON
import Node
import Store

/// `entente serve`: runs a node, or a throw-away one.
enum ServeVerb {
    static let verb = Verb(
        name: "serve",
        summary: "run a node, or a throw-away node from a seed file",
        synopsis: "[--node DIR]\n       entente serve --seed FILE [--http] [--port PORT]",
        description: """
            Serves TAXII 2.1 over HTTPS to partners (mutual TLS, pinned keys) and tools (API keys), pulls from partners
            on a schedule and at once when a partner hints that something is there, until Ctrl-C. The base URL is
            printed on standard output once the node answers.

            With --seed, a throw-away node for testing TAXII clients is made from a JSON file, on loopback:
              {"users":[{"name","password"}],"api_roots":[{"path","title","description","max_content_length",
               "collections":[{"id","title","alias","can_read","can_write","objects":[{"date_added","object"}]}]}]}
            What is left out gets a sensible value; without users anybody may in. It is gone with the process.

            Exit status: 0 after Ctrl-C or SIGTERM, 2 if the node cannot start.
            """,
        options: [
            NodeAccess.option, .value("seed", "FILE", "make a throw-away node from this file"),
            .flag("http", "with --seed: serve plain http"),
            .value("port", "PORT", "with --seed: the port (default: a free one)"), NodeAccess.json,
        ],
        examples: ["entente serve --node run/eu", "entente serve --seed seed.json --http"],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        // A client that goes away must not end the node.
        signal(SIGPIPE, SIG_IGN)
        holdEndSignals()
        allowFiles()
        if let path = arguments.value("seed") { return try serveSeed(path, arguments, log(NodeConfiguration())) }
        guard !arguments.has("http"), !arguments.has("port") else {
            throw CommandFailure(
                "`--http` and `--port` go with `--seed`",
                help: "a node's port is in its entente.json"
            )
        }
        let node = try NodeAccess.open(arguments) { progress, configuration in
            let told = log(configuration)
            switch progress {
            case .backup(let path, let schema): told(.migration, .schema(schema), .backup(path))
            case .schema(let number): told(.migration, .schema(number))
            case .holdings(let percent): told(.migration, .percent(percent))
            }
        }
        guard let lock = node.folder.lockForServing() else {
            throw CommandFailure("the node in `\(node.folder.path)` is serving already")
        }
        let server = try NodeAccess.attempt { () throws(NodeError) in
            try NodeServer(node: node, log: log(node.configuration))
        }
        announce(server.address, arguments, console: server.consoleAddress)
        waitForEnd()
        server.stop()
        node.close()
        _ = consume lock
        return .yes
    }

    /// Each connection is an open file, and shells allow 1,024 of them: as many as the system lets the node have.
    private static func allowFiles() {
        var limits = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits) == 0 else { return }
        limits.rlim_cur = max(limits.rlim_cur, min(limits.rlim_max, 65_536))
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    }

    /// The node's own log goes to standard error.
    private static func log(_ configuration: NodeConfiguration) -> NodeLog {
        NodeLog(
            format: configuration.logFormat,
            least: configuration.logLevel,
            isJournal: NodeLog.isReadByJournal()
        ) { line in Output.error(line) }
    }

    private static func serveSeed(
        _ path: String,
        _ arguments: Arguments,
        _ log: NodeLog
    ) throws(CommandFailure) -> ExitStatus {
        guard let port = UInt16(arguments.value("port") ?? "0") else {
            throw CommandFailure("`--port` needs a number from 0 to 65535")
        }
        var template = Array("/tmp/entente-seed-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw CommandFailure("cannot make a temporary folder") }
        let folder = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let seed = try NodeAccess.attempt { () throws(NodeError) in
            try SeedNode(path: path, folder: folder, port: Int(port), isPlain: arguments.has("http"), log: log)
        }
        announce(seed.server.address, arguments)
        waitForEnd()
        seed.stop()
        return .yes
    }

    private static func announce(_ address: String, _ arguments: Arguments, console: String? = nil) {
        if arguments.has("json") {
            NodeAccess.print(.members(["address": .string(address), "console": console.map { .string($0) }]))
        } else {
            Output.print(address + "/\n")
            if let console { Output.print("console \(console)/\n") }
        }
        Output.flush()
    }

    /// Ctrl-C and SIGTERM.
    private static var endSignals: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGINT)
        unsafe sigaddset(&set, SIGTERM)
        return set
    }

    /// Holds the signals that end the node back for `waitForEnd`, in this thread and all that it starts.
    ///
    /// A signal that comes at any moment from here on is kept, not lost.
    private static func holdEndSignals() {
        var set = endSignals
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for Ctrl-C or SIGTERM.
    private static func waitForEnd() {
        var set = endSignals
        var number: Int32 = 0
        while unsafe sigwait(&set, &number) != 0 {}
    }
}
