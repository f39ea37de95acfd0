internal import JSON
internal import Transport

extension APIService {
    /// Every call that there is.
    ///
    /// `Documentation/api.json` describes them; a test holds the two against each other.
    func dispatch(_ call: APICall) throws(APIFault) -> HTTPResponse {
        let path = call.path
        switch (call.method, path.first, path.count) {
        case ("GET", "node", 1): return describe()
        case ("GET", "session", 1): return try session(call)
        case ("POST", "session", 1): return try signIn(call)
        case ("DELETE", "session", 1): return try signOut(call)
        case ("POST", "challenges", 1): return try challenge(call)
        case ("GET", "account", 1): return try ownAccount(call)
        case ("DELETE", "sessions", 1): return try endOtherSessions(call)
        case ("POST", "passkeys", 1): return try addPasskey(call)
        case ("DELETE", "passkeys", 2): return try removePasskey(path[1], call)
        case ("POST", "tokens", 1): return try makeToken(call)
        case ("DELETE", "tokens", 2): return try endToken(path[1], call)
        case ("GET", "links", 2): return try openLink(path[1])
        case ("POST", "links", 2): return try useLink(path[1], call)
        case ("GET", "events", 1): return try events(call)
        case ("GET", "today", 1): return try today(call)
        case ("GET", "holdings", 1): return try list(call)
        case ("GET", "searches", 1): return try savedSearches(call)
        case ("POST", "searches", 1): return try saveSearch(call)
        case ("DELETE", "searches", 2): return try forgetSearch(path[1], call)
        case ("GET", "commitments", 1): return try commitments(call)
        case ("GET", "watch", 1): return try watch(call)
        case ("GET", "drafts", 1): return try ownDrafts(call)
        case ("GET", "drafts", 2): return try ownDraft(path[1], call)
        case ("POST", "drafts", 2): return try keepDraft(path[1], call)
        case ("DELETE", "drafts", 2): return try discardDraft(path[1], call)
        case ("POST", "objects", 1): return try write(call)
        case ("POST", "imports", 1): return try bring(call)
        case ("POST", "prints", 1): return try logPrint(call)
        case ("GET", "export", 1): return try export(call)
        case ("POST", "erasures", 1): return try erase(call)
        case ("POST", "attachments", 1): return try attach(call)
        case ("GET", "markings", 1): return try markings(call)
        case ("POST", "markings", 1): return try mark(call)
        case ("GET", "objects", 2): return try object(path[1], call)
        case ("GET", "objects", 3) where path[2] == "decisions": return try decisions(path[1], call)
        case ("GET", "objects", 3) where path[2] == "receipt": return try receivedReceipt(path[1], call)
        case ("POST", "preview", 1): return try preview(call)
        case ("GET", "queue", 1): return try queue(call)
        case ("POST", "releases", 1): return try release(call)
        case ("POST", "refusals", 1): return try refuse(call)
        case ("POST", "decisions", 1): return try decideTogether(call)
        case ("GET", "instructions", 1): return try instructions(call)
        case ("POST", "instructions", 1): return try addInstruction(call)
        case ("POST", "instructions", 2): return try endInstruction(path[1], call)
        case ("GET", "losses", 1): return try losses(call)
        case ("POST", "losses", 1): return try tellLoss(call)
        case ("POST", "losses", 2): return try reportLoss(path[1], call)
        case ("GET", "consents", 1): return try consents(call)
        case ("POST", "consents", 1): return try askConsent(call)
        case ("POST", "consents", 2): return try answerConsent(path[1], call)
        case ("GET", "recalls", 1): return try recalls(call)
        case ("POST", "recalls", 1): return try recall(call)
        case ("POST", "recalls", 2): return try answerRecall(path[1], call)
        case ("GET", "partners", 1): return try partners(call)
        case ("GET", "partners", 2): return try partner(path[1], call)
        case ("POST", "partners", 1): return try acceptInvitation(call)
        case ("POST", "partners", 2): return try changePartner(path[1], call)
        case ("GET", "agreements", 1): return try agreements(call)
        case ("POST", "agreements", 1): return try applyAgreements(call)
        case ("POST", "agreements", 2): return try draft(path[1], call)
        case ("GET", "reach", 1): return try reach(call)
        case ("GET", "log", 1): return try log(call)
        case ("GET", "log", 3) where path[2] == "receipt": return try receipt(path[1], call)
        case ("POST", "reports", 1): return try report(call)
        case ("GET", "register", 1): return try register(call)
        case ("POST", "register", 1): return try keepRecord(call)
        case ("DELETE", "register", 2): return try closeRecord(path[1], call)
        case ("GET", "health", 1): return try health(call)
        case ("POST", "health", 1): return try checkStore(call)
        case ("GET", "backups", 1): return try backups(call)
        case ("POST", "backups", 1): return try makeBackup(call)
        case ("GET", "limits", 1): return try limits(call)
        case ("GET", "keys", 1): return try keys(call)
        case ("POST", "keys", 1): return try addKey(call)
        case ("POST", "keys", 2): return try changeKey(path[1], call)
        case ("GET", "collections", 1): return try collections(call)
        case ("POST", "collections", 1): return try addCollection(call)
        case ("DELETE", "collections", 2): return try removeCollection(path[1], call)
        case ("POST", "index", 1): return try reindex(call)
        case ("GET", "quarantine", 1): return try quarantine(call)
        case ("GET", "people", 1): return try people(call)
        case ("POST", "people", 1): return try addPerson(call)
        case ("POST", "people", 2): return try changePerson(path[1], call)
        default:
            _ = try call.signedIn()
            throw .notFound
        }
    }

    private func describe() -> HTTPResponse {
        Self.json(
            .members([
                "name": .string(node.configuration.name), "title": .string(node.configuration.title),
                "provider": node.configuration.openID.map { .string($0.title ?? $0.issuer) },
            ])
        )
    }
}
