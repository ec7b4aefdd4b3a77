window.__THAR_CONFIG = {
  "userInfo": {
    "accountId": "4242",
    "userName": "nia_on_the_canal",
    "displayName": "Nia Roberts"
  },
  "archiveInfo": {
    "generationDate": "2024-01-05T09:00:00.000Z",
    "isPartialArchive": false
  },
  "dataTypes": {
    "tweets": {
      "files": [
        {
          "fileName": "data/tweets.js",
          "globalName": "YTD.tweets.part0",
          "count": "8"
        }
      ]
    },
    "like": {
      "files": [
        {
          "fileName": "data/like.js",
          "globalName": "YTD.like.part0",
          "count": "1"
        }
      ]
    }
  }
}
