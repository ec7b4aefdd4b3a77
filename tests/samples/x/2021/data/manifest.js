window.__THAR_CONFIG = {
  "userInfo" : { "accountId" : "41", "userName" : "sion_pryce", "displayName" : "Siôn Pryce" },
  "archiveInfo" : { "sizeBytes" : "1200", "generationDate" : "2021-11-02T08:11:02.000Z", "isPartialArchive" : false },
  "dataTypes" : {
    "tweet" : { "mediaDirectory" : "data/tweet_media", "files" : [ { "fileName" : "data/tweet.js", "globalName" : "YTD.tweet.part0", "count" : "2" } ] }
  }
}
