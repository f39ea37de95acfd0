import Testing

@testable import Store

/// A statement of the store with its name.
struct NamedStatement: Sendable, CustomTestStringConvertible {
    /// Where it stands, such as `Draft.find`.
    let name: String
    let sql: StaticString

    var testDescription: String { name }
}

extension Statements {
    /// Every statement; `StatementTests` sees that none is missing.
    static let all: [NamedStatement] = groups.flatMap { group in
        group.value.map { NamedStatement(name: "\(group.key).\($0.key)", sql: $0.value) }
    }

    private static let groups: KeyValuePairs<String, KeyValuePairs<String, StaticString>> = [
        "AbsenceList": ["all": AbsenceList.all, "put": AbsenceList.put, "remove": AbsenceList.remove],
        "Account": [
            "all": Account.all, "named": Account.named, "namesAlike": Account.namesAlike,
            "ofSubject": Account.ofSubject, "put": Account.put,
        ],
        "AccountLink": [
            "add": AccountLink.add, "endAll": AccountLink.endAll, "valid": AccountLink.valid,
            "accounts": AccountLink.accounts,
        ],
        "AgreementSet": [
            "current": AgreementSet.current, "files": AgreementSet.files, "all": AgreementSet.all,
            "add": AgreementSet.add,
        ],
        "Author": [
            "note": Author.note, "ofVersion": Author.ofVersion, "ofObject": Author.ofObject,
        ],
        "Check": [
            "contents": Check.contents, "erasedAndThere": Check.erasedAndThere, "lastRowEver": Check.lastRowEver,
            "dates": Check.dates, "withoutNewest": Check.withoutNewest,
        ],
        "Collection": [
            "datedAfter": Collection.datedAfter, "undated": Collection.undated, "noteDated": Collection.noteDated,
            "add": Collection.add, "remove": Collection.remove, "all": Collection.all, "find": Collection.find,
            "kind": Collection.kind, "feed": Collection.feed, "newestDate": Collection.newestDate,
            "judged": Collection.judged, "noteJudged": Collection.noteJudged, "counters": Collection.counters,
            "noteAdded": Collection.noteAdded, "noteRemoved": Collection.noteRemoved,
        ],
        "Cosignature": [
            "all": Cosignature.all, "put": Cosignature.put,
        ],
        "Derivation": [
            "add": Derivation.add, "holds": Derivation.holds, "sources": Derivation.sources,
            "works": Derivation.works, "all": Derivation.all,
        ],
        "DoneCall": [
            "find": DoneCall.find, "forget": DoneCall.forget, "note": DoneCall.note, "keep": DoneCall.keep,
            "forgetAnswers": DoneCall.forgetAnswers,
        ],
        "Draft": [
            "ofAccount": Draft.ofAccount, "find": Draft.find, "revision": Draft.revision, "count": Draft.count,
            "put": Draft.put, "remove": Draft.remove,
        ],
        "Erasure": [
            "versions": Erasure.versions, "translations": Erasure.translations, "allowAgain": Erasure.allowAgain,
            "erased": Erasure.erased, "removeConflicts": Erasure.removeConflicts,
            "revokeRenditions": Erasure.revokeRenditions, "erase": Erasure.erase, "noteSweep": Erasure.noteSweep,
            "keys": Erasure.keys, "still": Erasure.still, "isSweepDue": Erasure.isSweepDue, "sweep": Erasure.sweep,
            "noteSwept": Erasure.noteSwept,
        ],
        "Evidence": [
            "add": Evidence.add, "all": Evidence.all, "open": Evidence.open, "settle": Evidence.settle,
        ],
        "Found": [
            "valid": Found.valid, "heal": Found.heal,
        ],
        "Given": [
            "parties": Given.parties, "isVersionListed": Given.isVersionListed,
            "isObjectListed": Given.isObjectListed, "isListedInEither": Given.isListedInEither,
            "hasVersion": Given.hasVersion, "knows": Given.knows, "isWhole": Given.isWhole,
            "isGivenOn": Given.isGivenOn, "countWaiting": Given.countWaiting, "givings": Given.givings,
            "sent": Given.sent,
        ],
        "Hit": [
            "covered": Hit.covered, "cover": Hit.cover, "due": Hit.due, "nextDue": Hit.nextDue,
            "addDue": Hit.addDue,
            "removeDue": Hit.removeDue, "arrived": Hit.arrived, "standing": Hit.standing, "add": Hit.add,
            "count": Hit.count, "noteGroups": Hit.noteGroups, "groups": Hit.groups, "cut": Hit.cut,
            "forgetIndicator": Hit.forgetIndicator, "forgetObserved": Hit.forgetObserved, "newest": Hit.newest,
            "ofIndicator": Hit.ofIndicator, "ofObserved": Hit.ofObserved, "settle": Hit.settle,
        ],
        "Holding": [
            "epoch": Holding.epoch, "group": Holding.group, "groups": Holding.groups, "classes": Holding.classes,
            "walk": Holding.walk, "walkUp": Holding.walkUp, "numbered": Holding.numbered,
            "stamp": Holding.stamp, "nextGroup": Holding.nextGroup,
            "walkReferences": Holding.walkReferences,
            "refers": Holding.refers, "standing": Holding.standing, "beginning": Holding.beginning,
            "lastRow": Holding.lastRow, "keptFrom": Holding.keptFrom,
            "givenWhole": Holding.givenWhole, "givenRenditions": Holding.givenRenditions,
        ],
        "Holding.Change": [
            "source": Holding.Change.source, "kind": Holding.Change.kind, "findClass": Holding.Change.findClass,
            "addClass": Holding.Change.addClass, "findGroup": Holding.Change.findGroup,
            "addGroup": Holding.Change.addGroup, "add": Holding.Change.add, "addEight": Holding.Change.addEight,
            "remove": Holding.Change.remove, "addReference": Holding.Change.addReference,
            "addEightReferences": Holding.Change.addEightReferences,
            "removeReference": Holding.Change.removeReference, "count": Holding.Change.count,
            "raise": Holding.Change.raise, "newest": Holding.Change.newest,
        ],
        "Holding.Check": [
            "missing": Holding.Check.missing, "counts": Holding.Check.counts,
        ],
        "Holding.Fill": [
            "place": Holding.Fill.place, "piece": Holding.Fill.piece, "note": Holding.Fill.note,
            "begin": Holding.Fill.begin,
        ],
        "Imported": [
            "put": Imported.put, "identifiers": Imported.identifiers,
        ],
        "Invitation": [
            "put": Invitation.put, "waiting": Invitation.waiting, "discard": Invitation.discard,
            "noteConfirmed": Invitation.noteConfirmed, "wasConfirmed": Invitation.wasConfirmed,
            "newestSerial": Invitation.newestSerial, "lastMade": Invitation.lastMade, "noteMade": Invitation.noteMade,
        ],
        "Key": [
            "add": Key.add, "revoke": Key.revoke, "find": Key.find, "all": Key.all,
        ],
        "Kind": [
            "add": Kind.add, "find": Kind.find,
        ],
        "List": [
            "first": List.first, "members": List.members, "renditions": List.renditions,
            "renditionsOfParty": List.renditionsOfParty, "logged": List.logged, "given": List.given,
            "isGiven": List.isGiven, "standing": List.standing, "standingObject": List.standingObject,
        ],
        "LogEntry": [
            "last": LogEntry.last, "append": LogEntry.append, "commitments": LogEntry.commitments,
            "range": LogEntry.range, "release": LogEntry.release,
        ],
        "LogHead": [
            "current": LogHead.current, "all": LogHead.all, "put": LogHead.put,
        ],
        "LogKey": [
            "noteSuccessor": LogKey.noteSuccessor, "isSuccessor": LogKey.isSuccessor, "find": LogKey.find,
            "confirm": LogKey.confirm,
        ],
        "LogTile": [
            "find": LogTile.find, "parts": LogTile.parts, "removeParts": LogTile.removeParts, "put": LogTile.put,
        ],
        "Marking": [
            "definitions": Marking.definitions, "definition": Marking.definition, "own": Marking.own,
            "identifiers": Marking.identifiers,
        ],
        "Hook": [
            "all": Hook.all, "add": Hook.add, "move": Hook.move, "remove": Hook.remove, "count": Hook.count,
            "begin": Hook.begin,
            "take": Hook.take,
            "delivered": Hook.delivered, "failed": Hook.failed, "end": Hook.end,
        ],
        "Member": [
            "countDated": Member.countDated, "date": Member.date, "dateStamps": Member.dateStamps,
            "removeAll": Member.removeAll, "count": Member.count, "lists": Member.lists, "added": Member.added,
            "visit": Member.visit, "entry": Member.entry, "add": Member.add, "otherVersion": Member.otherVersion,
            "versions": Member.versions, "setState": Member.setState, "remove": Member.remove,
            "byState": Member.byState, "byKind": Member.byKind, "byStamp": Member.byStamp, "byID": Member.byID,
            "counter": Member.counter, "dateAt": Member.dateAt, "name": Member.name,
        ],
        "Notice": [
            "all": Notice.all, "addressee": Notice.addressee,
        ],
        "Object": [
            "use": Object.use, "delete": Object.delete, "countAll": Object.countAll, "lastRow": Object.lastRow,
            "bytes": Object.bytes, "key": Object.key, "keep": Object.keep, "same": Object.same,
            "takeAgain": Object.takeAgain, "any": Object.any, "neighbours": Object.neighbours,
            "isKept": Object.isKept, "versions": Object.versions, "newestLike": Object.newestLike,
            "find": Object.find, "page": Object.page, "ofType": Object.ofType, "setApart": Object.setApart,
            "counts": Object.counts,
        ],
        "Outside": [
            "all": Outside.all, "add": Outside.add, "remove": Outside.remove, "mark": Outside.mark,
            "note": Outside.note, "marking": Outside.marking, "kept": Outside.kept, "addPost": Outside.addPost,
            "addPosted": Outside.addPosted, "notePost": Outside.notePost, "openPosts": Outside.openPosts,
            "unposted": Outside.unposted, "access": Outside.access,
        ],
        "Partner": [
            "put": Partner.put, "other": Partner.other, "confirm": Partner.confirm, "noteSerial": Partner.noteSerial,
            "end": Partner.end, "remove": Partner.remove, "notePull": Partner.notePull, "withPin": Partner.withPin,
            "all": Partner.all,
        ],
        "Passkey": [
            "ofAccount": Passkey.ofAccount, "accounts": Passkey.accounts, "find": Passkey.find, "add": Passkey.add,
            "use": Passkey.use, "remove": Passkey.remove,
        ],
        "PersonalToken": [
            "ofAccount": PersonalToken.ofAccount, "find": PersonalToken.find, "add": PersonalToken.add,
            "touch": PersonalToken.touch, "remove": PersonalToken.remove,
        ],
        "Proposal": [
            "find": Proposal.find, "put": Proposal.put, "removeObject": Proposal.removeObject,
        ],
        "Quarantine": [
            "put": Quarantine.put, "holds": Quarantine.holds, "bearer": Quarantine.bearer,
            "ofUnknownMarkings": Quarantine.ofUnknownMarkings, "bearers": Quarantine.bearers,
            "reasons": Quarantine.reasons, "all": Quarantine.all, "items": Quarantine.items,
        ],
        "Queue": [
            "removeVersion": Queue.removeVersion, "add": Queue.add, "removeObject": Queue.removeObject,
            "removeBecause": Queue.removeBecause, "all": Queue.all, "waiting": Queue.waiting,
            "removeParty": Queue.removeParty,
        ],
        "Receipt": [
            "put": Receipt.put, "putCheckpoint": Receipt.putCheckpoint, "checkpoint": Receipt.checkpoint,
            "byCourierOnly": Receipt.byCourierOnly, "ofObject": Receipt.ofObject, "all": Receipt.all,
        ],
        "Recovery": [
            "removeAll": Recovery.removeAll, "add": Recovery.add, "use": Recovery.use,
        ],
        "Register": [
            "add": Register.add, "all": Register.all, "close": Register.close, "mark": Register.mark,
        ],
        "Registry": [
            "last": Registry.last, "add": Registry.add, "ofObject": Registry.ofObject, "held": Registry.held,
            "numbered": Registry.numbered, "find": Registry.find, "parts": Registry.parts, "page": Registry.page,
            "level": Registry.level, "revive": Registry.revive, "isKept": Registry.isKept,
            "destroy": Registry.destroy,
        ],
        "RegistryAct": [
            "add": RegistryAct.add, "page": RegistryAct.page, "ofEntry": RegistryAct.ofEntry,
            "isOpened": RegistryAct.isOpened, "opened": RegistryAct.opened,
        ],
        "RegistryCopy": [
            "last": RegistryCopy.last, "add": RegistryCopy.add, "ofEntry": RegistryCopy.ofEntry,
            "find": RegistryCopy.find, "hand": RegistryCopy.hand, "end": RegistryCopy.end,
            "heldBy": RegistryCopy.heldBy, "holders": RegistryCopy.holders,
        ],
        "RegistryTransfer": [
            "add": RegistryTransfer.add, "ofEntry": RegistryTransfer.ofEntry, "receive": RegistryTransfer.receive,
        ],
        "RegistryMuster": [
            "open": RegistryMuster.open, "all": RegistryMuster.all, "find": RegistryMuster.find,
            "current": RegistryMuster.current, "sight": RegistryMuster.sight, "unseen": RegistryMuster.unseen,
            "differences": RegistryMuster.differences, "counts": RegistryMuster.counts,
            "ofEntry": RegistryMuster.ofEntry, "noteUnseen": RegistryMuster.noteUnseen,
            "noteGone": RegistryMuster.noteGone, "close": RegistryMuster.close,
        ],
        "RegistryDestruction": [
            "add": RegistryDestruction.add, "find": RegistryDestruction.find, "ofEntry": RegistryDestruction.ofEntry,
            "waiting": RegistryDestruction.waiting, "decide": RegistryDestruction.decide,
        ],
        "ReleaseAct": [
            "add": ReleaseAct.add, "question": ReleaseAct.question, "questions": ReleaseAct.questions,
            "lastGiven": ReleaseAct.lastGiven, "ofVersion": ReleaseAct.ofVersion,
        ],
        "Rendition": [
            "ofParty": Rendition.ofParty, "find": Rendition.find, "source": Rendition.source, "put": Rendition.put,
            "isGiven": Rendition.isGiven, "revoke": Rendition.revoke, "revokeAll": Rendition.revokeAll,
        ],
        "Root": [
            "put": Root.put, "all": Root.all,
        ],
        "SavedSearch": [
            "ofAccount": SavedSearch.ofAccount, "countOthers": SavedSearch.countOthers, "put": SavedSearch.put,
            "remove": SavedSearch.remove, "list": SavedSearch.list,
        ],
        "Search": [
            "clear": Search.clear, "coverNothing": Search.coverNothing, "optimize": Search.optimize,
            "blockBytes": Search.blockBytes, "sizeBytes": Search.sizeBytes, "uncovered": Search.uncovered,
            "isThere": Search.isThere, "add": Search.add, "cover": Search.cover, "remove": Search.remove,
            "covered": Search.covered, "count": Search.count, "find": Search.find, "holdings": Search.holdings,
            "bytes": Search.bytes, "view": Search.view, "terms": Search.terms,
        ],
        "SeenLog": [
            "find": SeenLog.find, "newest": SeenLog.newest, "put": SeenLog.put,
        ],
        "Session": [
            "add": Session.add, "find": Session.find, "touch": Session.touch, "end": Session.end,
            "endOthers": Session.endOthers, "ofAccount": Session.ofAccount, "forget": Session.forget,
        ],
        "Setting": [
            "find": Setting.find, "put": Setting.put, "remove": Setting.remove,
        ],
        "Source": [
            "add": Source.add, "find": Source.find,
        ],
        "Spool": [
            "add": Spool.add, "next": Spool.next, "remove": Spool.remove, "count": Spool.count,
        ],
        "Status": [
            "put": Status.put, "find": Status.find, "forget": Status.forget, "refused": Status.refused,
        ],
        "Submission": [
            "add": Submission.add, "find": Submission.find, "ofAccount": Submission.ofAccount,
            "openOf": Submission.openOf, "waiting": Submission.waiting, "end": Submission.end,
            "assign": Submission.assign, "see": Submission.see, "say": Submission.say, "remarks": Submission.remarks,
        ],
        "Translation": [
            "add": Translation.add, "ofObject": Translation.ofObject, "versions": Translation.versions,
        ],
        "Value": [
            "rules": Value.rules, "covered": Value.covered, "cover": Value.cover, "reach": Value.reach,
            "clear": Value.clear, "note": Value.note, "uncovered": Value.uncovered, "add": Value.add,
            "addInOrder": Value.addInOrder, "remove": Value.remove, "removeInOrder": Value.removeInOrder,
            "holders": Value.holders, "within": Value.within, "last": Value.last,
        ],
        "Value.Check": [
            "excess": Value.Check.excess, "count": Value.Check.count, "standing": Value.Check.standing,
            "has": Value.Check.has,
        ],
        "Version": [
            "name": Version.name, "digest": Version.digest, "digestFromPartner": Version.digestFromPartner,
            "origin": Version.origin, "source": Version.source, "ungiven": Version.ungiven,
            "newestOwn": Version.newestOwn, "isHeld": Version.isHeld, "isShared": Version.isShared,
            "shared": Version.shared, "contents": Version.contents, "all": Version.all,
        ],
        "Volume": [
            "all": Volume.all, "add": Volume.add, "noteWritten": Volume.noteWritten, "forget": Volume.forget,
            "acknowledge": Volume.acknowledge,
        ],
    ]
}
