window.__THAR_CONFIG = {
  "userInfo" : {
    "accountId" : "900100",
    "userName" : "MissOkaforTeach",
    "displayName" : "Ngozi Okafor"
  },
  "archiveInfo" : {
    "sizeBytes" : "48211",
    "generationDate" : "2025-09-14T08:11:02.000Z",
    "isPartialArchive" : false,
    "maxPartSizeBytes" : "53687091200"
  },
  "readmeInfo" : {
    "fileName" : "data/README.txt",
    "directory" : "data/",
    "name" : "README.txt"
  },
  "dataTypes" : {
    "account" : { "files" : [ { "fileName" : "data/account.js", "globalName" : "YTD.account.part0", "count" : "1" } ] },
    "tweets" : {
      "mediaDirectory" : "data/tweets_media",
      "files" : [
        { "fileName" : "data/tweets.js", "globalName" : "YTD.tweets.part0", "count" : "6" },
        { "fileName" : "data/tweets-part1.js", "globalName" : "YTD.tweets.part1", "count" : "2" }
      ]
    },
    "noteTweet" : { "files" : [ { "fileName" : "data/note-tweet.js", "globalName" : "YTD.note_tweet.part0", "count" : "2" } ] },
    "directMessages" : { "files" : [ { "fileName" : "data/direct-messages.js", "globalName" : "YTD.direct_messages.part0", "count" : "1" } ] },
    "like" : { "files" : [ { "fileName" : "data/like.js", "globalName" : "YTD.like.part0", "count" : "2" } ] },
    "mute" : { "files" : [ { "fileName" : "data/mute.js", "globalName" : "YTD.mute.part0", "count" : "0" } ] },
    "fleet" : { "files" : [ { "fileName" : "data/fleet.js", "globalName" : "YTD.fleet.part0", "count" : "0" } ] }
  }
};
